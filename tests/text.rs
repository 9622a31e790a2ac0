//! Tokens, spans, offsets and lexicons, from outside.

use proptest::prelude::*;
use reportedly::text::{Case, Lexicon, Offsets, Span, Text, Token, TokenKind, fold};

/// `\n` and `\u{…}` as the characters they stand for.
fn unescape(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(tail) = rest.strip_prefix("\\n") {
            out.push('\n');
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("\\u{") {
            let (hex, tail) = tail.split_once('}').expect("a closing brace");
            out.push(
                u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).expect("a character's number"),
            );
            rest = tail;
        } else {
            out.push('\\');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn words(text: &str) -> Vec<String> {
    let text = Text::new(text).unwrap();
    text.tokens().iter().map(|t| text.slice(t.span()).to_owned()).collect()
}

#[test]
fn tokens_are_cut_as_the_cases_say() {
    let lines: Vec<&str> =
        include_str!("cases/tokens.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
    assert_eq!(lines.len() % 2, 0, "a case is two lines");
    let mut failures = Vec::new();
    for case in lines.chunks(2) {
        let expected: Vec<String> = case[1].split(' ').map(|t| unescape(&t.replace('␣', " "))).collect();
        let found = words(&unescape(case[0]));
        if found != expected {
            failures.push(format!("{}\n  expected {expected:?}\n  found    {found:?}", case[0]));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn kinds_say_what_a_token_is_made_of() {
    use TokenKind::*;

    let text = Text::new("The U.S. paid $10mn at 5; see www.example.org (or x@y.org) … “so”?").unwrap();
    let kinds: Vec<TokenKind> = text.tokens().iter().map(reportedly::text::Token::kind).collect();
    assert_eq!(
        kinds,
        [
            Word,
            Abbreviation,
            Word,
            Currency,
            Number,
            Word,
            Number,
            Semicolon,
            Word,
            Url,
            Open,
            Word,
            Email,
            Close,
            Ellipsis,
            DoubleQuote,
            Word,
            DoubleQuote,
            Question
        ]
    );
}

#[test]
fn case_is_that_of_the_letters() {
    use Case::*;

    let cases: Vec<Case> = Text::new("port Port PORT McDonald iPhone I G7 F16 été Été ÉTÉ")
        .unwrap()
        .tokens()
        .iter()
        .map(reportedly::text::Token::case)
        .collect();
    assert_eq!(cases, [Lower, Initial, Upper, Mixed, Mixed, Upper, Upper, Upper, Lower, Initial, Upper]);
}

#[test]
fn line_breaks_stand_on_the_token_after_them() {
    for text in
        ["One\ntwo\n\nthree", "One\r\ntwo\r\n\r\nthree", "One\rtwo\r \rthree", "One\u{2028}two\u{2029}three"]
    {
        let text = Text::new(text).unwrap();
        let lines: Vec<bool> = text.tokens().iter().map(reportedly::text::Token::starts_line).collect();
        let paragraphs: Vec<bool> =
            text.tokens().iter().map(reportedly::text::Token::starts_paragraph).collect();
        assert_eq!(lines, [true, true, true], "{:?}", text.source());
        assert_eq!(paragraphs, [true, false, true], "{:?}", text.source());
    }
}

#[test]
fn folded_forms_meet() {
    for (a, b) in [
        ("Erdoğan", "ERDOGAN"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("’s", "'S"),
        ("Qa’ida", "qa'ida"),
        ("café", "cafe\u{301}"),
        ("co\u{AD}op", "coop"),
        ("МОСКВА", "москва"),
    ] {
        assert_eq!(fold::hash(a), fold::hash(b), "{a} and {b}");
    }
    for (a, b) in [("port", "ports"), ("may", "mays"), ("к", "р"), ("a1", "aq")] {
        assert_ne!(fold::hash(a), fold::hash(b), "{a} and {b}");
    }
}

#[test]
fn a_long_word_is_cut_and_stays_whole() {
    let word = "é".repeat(70_000);
    let text = Text::new(&word).unwrap();
    let joined: String = text.tokens().iter().map(|t| text.slice(t.span())).collect();
    assert!(text.tokens().len() > 1);
    assert_eq!(joined, word);
}

#[test]
fn a_lexicon_tells_what_is_wrong_and_where() {
    let twice = Lexicon::read("cues.txt", "# policy\nsaid\tx\n\nSaid\ty\n", |row| Ok(row.line));
    assert_eq!(twice.unwrap_err().to_string(), "cues.txt:4:1: \"Said\" stands in the file twice");
    let empty = Lexicon::read("cues.txt", "\tx\n", |row| Ok(row.line));
    assert_eq!(empty.unwrap_err().to_string(), "cues.txt:1:1: expected a phrase before the first tab");
}

proptest! {
    /// Against a reference that knows nothing of the tokeniser's table: whatever is neither white space nor an
    /// invisible mark stands in exactly one token, in order, and no token holds white space at its edges.
    #[test]
    fn tokens_cover_the_text(source in ".{0,200}") {
        let text = Text::new(&source).unwrap();
        let mut at = 0;
        for token in text.tokens() {
            let span = token.span();
            prop_assert!(span.start() >= at && !span.is_empty());
            prop_assert!(source.is_char_boundary(span.start() as usize) && source.is_char_boundary(span.end() as usize));
            for c in source[at as usize..span.start() as usize].chars() {
                prop_assert!(c.is_whitespace() || c.is_control() || !c.is_alphanumeric() && fold::hash(&c.to_string()) == fold::hash(""), "lost {c:?}");
            }
            let word = text.slice(span);
            prop_assert_eq!(word.trim(), word);
            at = span.end();
        }
        prop_assert!(source[at as usize..].chars().all(|c| !c.is_alphanumeric()));
    }

    /// The text is read by windows of bytes; where they fall does not show.
    #[test]
    fn tokens_do_not_depend_on_white_space_in_front(source in "[A-Za-z0-9'’.,:@/_é \n-]{0,150}", spaces in 0_u32..70) {
        let moved = " ".repeat(spaces as usize) + &source;
        let (text, moved) = (Text::new(&source).unwrap(), Text::new(&moved).unwrap());
        let seen = |t: &Token, by: u32| (t.start() - by, t.end() - by, t.kind(), t.case(), t.hash, t.starts_line());
        let expected: Vec<_> = text.tokens().iter().map(|t| seen(t, 0)).collect();
        let found: Vec<_> = moved.tokens().iter().map(|t| seen(t, spaces)).collect();
        prop_assert_eq!(found, expected);
        for token in text.tokens().iter().filter(|t| t.kind().is_wordlike()) {
            prop_assert_eq!(token.hash, fold::hash(text.slice(token.span())));
        }
    }

    /// A token's hash is that of its folded form wherever it stands.
    #[test]
    fn the_hash_of_a_word_does_not_depend_on_its_place(before in "[a-z ]{0,9}", word in "[A-Za-z]{1,20}") {
        let source = format!("{before} {word} x");
        let text = Text::new(&source).unwrap();
        let start = source.len() - word.len() - 2;
        let token = text.tokens().iter().find(|t| t.start() as usize == start).unwrap();
        prop_assert_eq!(token.hash, fold::hash(&word.to_uppercase()));
        let (first, rest) = word.split_at(1);
        let is = |f: fn(&u8) -> bool| rest.bytes().any(|b| f(&b));
        let expected = match (first.as_bytes()[0].is_ascii_uppercase(), is(u8::is_ascii_uppercase)) {
            (false, false) => Case::Lower,
            (true, false) if !rest.is_empty() => Case::Initial,
            (true, _) if !is(u8::is_ascii_lowercase) => Case::Upper,
            _ => Case::Mixed,
        };
        prop_assert_eq!(token.case(), expected);
    }

    #[test]
    fn offsets_count_code_points(source in "[a-zé“”日🙂]{0,400}") {
        let offsets = Offsets::new(&source);
        for (chars, (bytes, _)) in source.char_indices().chain([(source.len(), ' ')]).enumerate() {
            prop_assert_eq!(offsets.to_chars(&source, bytes as u32), chars as u32);
            prop_assert_eq!(offsets.to_bytes(&source, chars as u32), Some(bytes as u32));
        }
        let beyond = source.chars().count() as u32 + 1;
        prop_assert_eq!(offsets.to_bytes(&source, beyond), None);
    }

    /// Longest match from the left, against a search that compares words.
    #[test]
    fn a_lexicon_finds_what_a_naive_search_finds(
        phrases in prop::collection::btree_set("[ab]( [ab]){0,2}", 1..5),
        text in "[abc]( [abc]){0,30}",
    ) {
        let mut lexicon = Lexicon::default();
        for phrase in &phrases {
            lexicon.insert(phrase, phrase.clone()).unwrap();
        }
        let words: Vec<&str> = text.split(' ').collect();
        let mut expected = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let best = phrases
                .iter()
                .map(|p| (p.split(' ').count(), p))
                .filter(|(n, p)| at + n <= words.len() && words[at..at + n].join(" ") == **p)
                .max();
            match best {
                Some((n, phrase)) => { expected.push((at..at + n, phrase)); at += n; }
                None => at += 1,
            }
        }
        let text = Text::new(&text).unwrap();
        prop_assert_eq!(lexicon.find_all(text.tokens()), expected);
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    let time = |unit: &str, times: usize| {
        let source = unit.repeat(times);
        (0..3)
            .map(|_| {
                let start = std::time::Instant::now();
                assert!(!Text::new(&source).unwrap().tokens().is_empty());
                start.elapsed()
            })
            .min()
            .expect("three runs")
    };
    for unit in [
        "(",
        "“",
        "'",
        "A. ",
        "x",
        "a.",
        "1.",
        "a@",
        "www.",
        "http://x ",
        "a'",
        "- ",
        "é",
        "\u{301}",
        "...",
        ". ",
    ] {
        let (once, twice) = (time(unit, 400_000), time(unit, 800_000));
        assert!(
            twice < once * 4 + std::time::Duration::from_millis(20),
            "{unit:?}: {once:?}, then {twice:?}"
        );
    }
}

#[test]
fn spans_hold_what_they_say() {
    let outer = Span::new(2, 8);
    assert!(outer.contains(Span::new(2, 8)) && !outer.contains(Span::new(1, 3)));
    assert!(outer.overlaps(Span::new(7, 9)) && !outer.overlaps(Span::new(8, 9)));
    assert_eq!(outer.hull(Span::new(10, 12)), Span::new(2, 12));
    assert!(serde_json::from_str::<Span>(r#"{"start": 3, "end": 2}"#).is_err());
}
