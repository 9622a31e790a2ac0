//! A tag, a head and a coarse relation per token. Knows nothing of meaning.
