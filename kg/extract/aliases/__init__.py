"""Which names of one document are one entity: each merge has a reason, and homonyms have reasons against."""
