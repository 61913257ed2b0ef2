"""The specification of Duiding, as tests. (A package, so that no installed package of this name comes first.)"""
