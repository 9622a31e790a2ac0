use std::ops::Range;

use super::Token;

const ROOT: u32 = 0;
const NO_VALUE: u32 = u32::MAX;

/// Phrases as sequences of token hashes, each with a number, in one open-addressed table of edges.
///
/// A look-up costs one probe a token; a text that holds no phrase costs one probe a token in all.
/// Sixteen bytes an edge, at most two thirds full; `4` bytes a node.
///
/// ```
/// use reportedly::text::{Text, TokenTrie};
/// let mut trie = TokenTrie::default();
/// for (value, phrase) in ["according", "according to"].iter().enumerate() {
///     let hashes: Vec<u64> = Text::new(phrase)?.tokens().iter().map(|t| t.hash).collect();
///     trie.insert(&hashes, value as u32);
/// }
/// let text = Text::new("According to police")?;
/// assert_eq!(trie.longest(text.tokens(), 0..3), Some((2, 1)));
/// assert_eq!(trie.longest(text.tokens(), 0..1), Some((1, 0)));
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct TokenTrie {
    edges: Vec<Edge>,
    used: usize,
    /// Value of each node, [`NO_VALUE`] where no phrase ends.
    values: Vec<u32>,
}

/// From `node` by a token with `hash` to `child`; `child == ROOT` marks a free place.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    hash: u64,
    node: u32,
    child: u32,
}

impl Default for TokenTrie {
    fn default() -> Self {
        Self { edges: vec![Edge::default(); 16], used: 0, values: vec![NO_VALUE] }
    }
}

impl TokenTrie {
    /// Adds a phrase and returns the value it had before, if it was there. An empty phrase is ignored.
    ///
    /// # Panics
    /// If `value` is `u32::MAX`.
    pub fn insert(&mut self, phrase: &[u64], value: u32) -> Option<u32> {
        assert_ne!(value, NO_VALUE, "u32::MAX stands for no value");
        if phrase.is_empty() {
            return None;
        }
        let mut node = ROOT;
        for &hash in phrase {
            node = self.child(node, hash).unwrap_or_else(|| self.add_child(node, hash));
        }
        let old = std::mem::replace(&mut self.values[node as usize], value);
        (old != NO_VALUE).then_some(old)
    }

    /// The value of exactly this phrase.
    pub fn get(&self, phrase: &[u64]) -> Option<u32> {
        let node = phrase.iter().try_fold(ROOT, |node, &hash| self.child(node, hash))?;
        self.value(node)
    }

    /// The longest phrase that starts at the first of `range`: how many tokens it has, and its value.
    #[inline]
    pub fn longest(&self, tokens: &[Token], range: Range<usize>) -> Option<(usize, u32)> {
        let mut best = None;
        self.each(tokens, range, |len, value| best = Some((len, value)));
        best
    }

    /// Calls `found` with length and value of every phrase that starts at the first of `range`, shortest first.
    #[inline]
    pub fn each(&self, tokens: &[Token], range: Range<usize>, mut found: impl FnMut(usize, u32)) {
        let mut node = ROOT;
        for (len, token) in tokens[range].iter().enumerate() {
            let Some(child) = self.child(node, token.hash) else { return };
            node = child;
            if let Some(value) = self.value(node) {
                found(len + 1, value);
            }
        }
    }

    /// The number of distinct phrases.
    pub fn len(&self) -> usize {
        self.values.iter().filter(|&&v| v != NO_VALUE).count()
    }

    /// Whether it holds no phrase.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    #[inline]
    fn value(&self, node: u32) -> Option<u32> {
        let value = self.values[node as usize];
        (value != NO_VALUE).then_some(value)
    }

    #[inline]
    fn child(&self, node: u32, hash: u64) -> Option<u32> {
        let mask = self.edges.len() - 1;
        let mut place = place(node, hash) & mask;
        loop {
            let edge = self.edges[place];
            if edge.child == ROOT {
                return None;
            }
            if edge.hash == hash && edge.node == node {
                return Some(edge.child);
            }
            place = (place + 1) & mask;
        }
    }

    fn add_child(&mut self, node: u32, hash: u64) -> u32 {
        if (self.used + 1) * 3 > self.edges.len() * 2 {
            let size = self.edges.len() * 2;
            let old = std::mem::replace(&mut self.edges, vec![Edge::default(); size]);
            for edge in old.into_iter().filter(|e| e.child != ROOT) {
                self.place_edge(edge);
            }
        }
        let child = self.values.len() as u32;
        self.values.push(NO_VALUE);
        self.place_edge(Edge { hash, node, child });
        self.used += 1;
        child
    }

    fn place_edge(&mut self, edge: Edge) {
        let mask = self.edges.len() - 1;
        let mut place = place(edge.node, edge.hash) & mask;
        while self.edges[place].child != ROOT {
            place = (place + 1) & mask;
        }
        self.edges[place] = edge;
    }
}

#[inline]
fn place(node: u32, hash: u64) -> usize {
    // The hash is well mixed already; the node only has to move it. The high bits are the best ones.
    ((hash ^ u64::from(node).wrapping_mul(0x9E37_79B9_7F4A_7C15)) >> 16) as usize
}
