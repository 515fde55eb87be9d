"""Turn sources/<name> into a Project, and files into a new edition."""
