"""The ways periods are written in data, one file each."""

#: The code of Statistics Netherlands: 2023JJ00, 2023KW01, 2023MM01.
CBS_PERIOD = "cbs_period"
#: A school year: 2022/2023, 2022/'23, 2022-2023, 2022/23.
SCHOOLYEAR = "schoolyear"
