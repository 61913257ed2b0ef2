"""What the API answers, as its OpenAPI description says it. Nothing is made of these: the JSON is the command line's.

Keys may be added in a later version; a program skips what it does not know.
"""
