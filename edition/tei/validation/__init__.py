"""Turn a TEI document into messages: what its schema does not allow, what points to nothing, and what contradicts itself."""
