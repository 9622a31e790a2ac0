//! Sentences of any text in each mode of line breaks, against a slow reader of characters that knows no word.

use std::sync::LazyLock;

use reportedly::sentences::{Newlines, Reason, Sentence, Splitter};
use reportedly::text::{Text, fold};

/// The most tokens that a sentence has.
const MAX_TOKENS: usize = 600;

/// Splits the bytes as text; the first tells what a line break means.
pub fn run(data: &[u8]) {
    static SPLITTERS: LazyLock<Vec<(Newlines, Splitter)>> = LazyLock::new(|| {
        let splitter = |&mode| (mode, Splitter::new(mode, &[]).expect("no abbreviations"));
        Newlines::ALL.iter().map(splitter).collect()
    });

    let Some((&choice, data)) = data.split_first() else { return };
    let (mode, splitter) = &SPLITTERS[usize::from(choice) % SPLITTERS.len()];
    let source = String::from_utf8_lossy(data);
    let text = Text::new(&source).expect("a short text");
    tokens(&text);
    let sentences = splitter.split(&text);
    cover(&text, &sentences);
    for (i, sentence) in sentences.iter().enumerate() {
        // Up to the next token: an invisible mark may belong to either sentence.
        let next = text.tokens().get(sentence.tokens().end).map_or(source.len(), |t| t.start() as usize);
        let gap = &source[text.tokens()[sentence.tokens().end - 1].end() as usize..next];
        reason(&text, sentence, gap, i + 1 == sentences.len());
    }
    breaks(&text, &sentences, *mode);
}

/// Tokens are in order, hold no white space, and have the hash of their folded form.
fn tokens(text: &Text<'_>) {
    let mut end = 0;
    for token in text.tokens() {
        assert!(token.start() >= end && !token.span().is_empty(), "{token:?}");
        end = token.end();
        let word = text.slice(token.span());
        assert_eq!(word.trim(), word);
        assert!(!token.kind().is_wordlike() || token.hash == fold::hash(word), "{word:?}");
    }
}

/// Every token is in exactly one sentence, and every character that shows in one.
fn cover(text: &Text<'_>, sentences: &[Sentence]) {
    let (mut next, mut end) = (0, 0);
    for sentence in sentences {
        let tokens = sentence.tokens();
        assert!(tokens.start == next && !tokens.is_empty() && tokens.len() <= MAX_TOKENS, "{sentence:?}");
        next = tokens.end;
        assert!(sentence.span.start() >= end && sentence.span.contains(text.span_of(tokens)));
        assert!(text.source()[end as usize..sentence.span.start() as usize].trim().is_empty());
        end = sentence.span.end();
    }
    assert_eq!(next, text.tokens().len());
    assert!(sentences.is_empty() || text.source()[end as usize..].trim().is_empty());
}

/// A sentence that says why it ends has that reason written on it.
fn reason(text: &Text<'_>, sentence: &Sentence, gap: &str, is_last: bool) {
    let says = text.slice(sentence.span);
    let holds = |marks: &[char]| says.contains(marks);
    let fits = match sentence.reason {
        Reason::Question => holds(&['?', '？', '؟', '⁇', '⁈', '⁉', '‽']),
        Reason::Exclamation => holds(&['!', '！', '‼', '⁈', '⁉']),
        Reason::Ellipsis => holds(&['…', '.', '‥']),
        Reason::Line | Reason::Paragraph => gap.contains(is_line_break),
        Reason::Length => sentence.tokens().len() > MAX_TOKENS / 2,
        Reason::End => is_last,
        _ => true,
    };
    assert!(fits, "{says:?} ends by {:?}, before {gap:?}", sentence.reason);
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A blank line ends a sentence in every mode; a line break does where each of them counts.
fn breaks(text: &Text<'_>, sentences: &[Sentence], mode: Newlines) {
    let mut starts = sentences.iter().map(|s| s.tokens().start).peekable();
    let mut before = 0;
    for (i, token) in text.tokens().iter().enumerate() {
        let gap = &text.source()[before..token.start() as usize];
        before = token.end() as usize;
        let is_start = starts.next_if_eq(&i).is_some();
        let lines = gap.matches('\n').count();
        let needed = if mode == Newlines::Always { 1 } else { 2 };
        let is_plain = gap.chars().all(|c| matches!(c, ' ' | '\n'));
        assert!(
            i == 0 || !is_plain || lines < needed || is_start,
            "no sentence ends before {token:?} in {gap:?}"
        );
    }
}
