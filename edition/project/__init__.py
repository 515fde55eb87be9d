"""Turn the folder sources/<name> into a Project, and files into the folder of a new edition."""
