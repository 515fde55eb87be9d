"""Turn a TEI document into messages: what its schema does not allow, and what points to nothing or contradicts itself."""
