//! Addresses of pages and mail.

use super::{CLASS, Tokenizer, WORD};
use crate::text::token::{LINE, PARAGRAPH, SPACE, TokenKind};

/// The longest local part and the longest domain of an e-mail address (RFC 5321, section 4.5.3.1).
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

impl Tokenizer<'_> {
    pub(super) fn is_scheme(&self, start: usize, colon: usize) -> bool {
        let word = &self.bytes[start..colon];
        self.bytes[colon..].starts_with(b"://")
            && [&b"http"[..], b"https", b"ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
    }

    pub(super) fn is_www(&self, start: usize, dot: usize) -> bool {
        self.bytes[start..dot].eq_ignore_ascii_case(b"www") && self.class(dot + 1) & WORD != 0
    }

    pub(super) fn url(&mut self, start: usize) {
        let rest = &self.text[start..];
        let len = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '’' | '‘')
            })
            .unwrap_or(rest.len());
        let url = &rest[..len];
        let mut end = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '…']).len();
        // A bracket closes the address only where it opened in it.
        while url[..end].ends_with([')', ']']) && !url[..end].contains(['(', '[']) {
            end = url[..end - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len();
        }
        self.push(start, start + end, TokenKind::Url);
    }

    /// The end of the domain after an `@`, if one stands there.
    pub(super) fn email_end(&self, at: usize) -> Option<usize> {
        let domain = &self.bytes[at + 1..self.bytes.len().min(at + 1 + MAX_DOMAIN)];
        let len =
            domain.iter().take_while(|&&b| CLASS[b as usize] & WORD != 0 || b == b'.' || b == b'-').count();
        let len = domain[..len].iter().rposition(u8::is_ascii_alphanumeric)? + 1;
        let dot = domain[..len].iter().rposition(|&b| b == b'.')?;
        (dot > 0 && domain[dot + 1..len].iter().all(u8::is_ascii_alphabetic)).then_some(at + 1 + len)
    }

    /// An address whose last piece before the `@` starts at `start`; earlier pieces are tokens already.
    pub(super) fn email(&mut self, start: usize, end: usize) {
        let mut start = start;
        while let Some(last) = self.tokens.last() {
            let joins = last.kind.is_wordlike()
                || matches!(last.kind, TokenKind::Period | TokenKind::Hyphen)
                || last.kind == TokenKind::Symbol && self.bytes[last.start as usize] == b'+';
            if self.flags != 0 || !joins || start - last.start as usize > MAX_LOCAL {
                break;
            }
            start = last.start as usize;
            self.flags = last.flags & (SPACE | LINE | PARAGRAPH);
            self.tokens.pop();
        }
        self.push(start, end, TokenKind::Email);
    }
}
