"""TEI: encoding an edition (encoding), opening any document (reading), checking it (validation), other forms of it (export)."""
