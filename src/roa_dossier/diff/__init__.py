"""What two editions of a dossier, or two snapshots of a source, do not share."""
