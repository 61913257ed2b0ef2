"""Where a figure stands: beside other places, other years and its own parts, each by the same way as any answer.

:mod:`.subject` says which figure it is about, :mod:`.beside` which plans set something beside it, :mod:`.size` which
members are near in size, :mod:`.parts` what a change consists of (:mod:`.moved` reads one from an answer,
:mod:`.split` holds the arithmetic); :mod:`.compared` walks through them. :mod:`.kept` does so for a kept answer,
:mod:`.asked` for a question that asks it in words, told in :mod:`.brief` sentences.
"""
