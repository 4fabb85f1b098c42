"""The whole picture: the dossier, reports, and every page over several rooms."""
