"""Where a text names an entity: rule candidates, the lists of known names and the trained tagger, made one."""
