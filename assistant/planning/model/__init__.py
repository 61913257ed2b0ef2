"""The language model beside the grammar: it may say what words stand for, and the grammar decides as always."""
