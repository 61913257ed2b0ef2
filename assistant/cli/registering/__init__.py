"""The text for the Dutch Algoritmeregister, made of the settings and the catalogue."""
