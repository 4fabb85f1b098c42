"""One module per kind of row; each row measures, judges and tells."""
