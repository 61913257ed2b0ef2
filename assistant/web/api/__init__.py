"""What a program asks over HTTP: the same as on the command line, with the same JSON."""
