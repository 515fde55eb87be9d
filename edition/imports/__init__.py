"""Turn the files of other programs, collations and critical editions, into texts with what each witness has in their place."""
