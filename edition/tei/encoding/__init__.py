"""Turn an edition, and each of its sources, into a TEI P5 document."""
