"""Turn a PDF into entries: by its geometry, or from text that was pulled out of one."""
