//! What each target starts from: own texts, cases of the tests, small lists and files made of them.

use reportedly::{Gazetteer, analyze};

/// An article with all that the rooms look for.
const ARTICLE: &str = include_str!("../../examples/article.txt");

const CASES: [&str; 6] = [
    include_str!("../../tests/cases/sentences.txt"),
    include_str!("../../tests/cases/quotes.txt"),
    include_str!("../../tests/cases/tokens.txt"),
    include_str!("../../tests/cases/hedge_phrases.txt"),
    include_str!("../../tests/cases/attributions.txt"),
    include_str!("../../tests/cases/entities.txt"),
];

/// Texts that have broken other programs.
const ODD: [&str; 12] = [
    "",
    "\u{FEFF}He may flee.\r\n\r\nShe\u{2028}might.\0 They could.",
    "\u{202E}He may\u{202C} flee to شام. \u{200D}Police said 李 may.",
    "“Жители 🏳️‍🌈 may flee,” said Ana Ruiz. It is said to be 𝒯rue — e\u{301}tat.",
    "“‘“‘“‘He said “she said ‘they said “no",
    "((((((he said (she said (they said))))))))",
    "A. B. C. D. said E. F. 1. 2. 3. a) b) c) op. cit. et al.",
    "..[111111 ?!?!?! ...... . . . … ‥ 。",
    "The Globe reported officials as saying that Reuters said sources told AP that he may have denied that she fled.",
    "the Harbour Workers Union (HWU), the Northern Front (“NF”), Front (NF, or FSB) and HWU's NF",
    "BERLIN (Reuters) — Minister: vote stands\nPhoto: Ida\n\nKyiv, 3 May — If the vote passes, Turkey wins, he said",
    "İstanbul ß ﬁ Ǆ ŉ ẞ K Å e\u{301}\u{327}\u{301} a\u{200B}b c\u{AD}d",
];

const TABLE: &str = "id,name,label,aliases,demonyms,case,prior,pattern,country\n\
    1,Ana Ruiz,PERSON,A. Ruiz|Ruiz,,exact,0.5,,ES\n2,Vessel,vessel,,,any,,IMO \\d{7},\n\
    3,\"Harbour Workers Union\",ORG,HWU,,initial,2,,\n4,Tajikistan,GPE,,Tajik|Tajiks,,1e-3,,TJ\n\
    5,\"Saint \"\"Ives\"\", the\",GPE,St. Ives,,,,,\n6,United States,GPE,U.S.|US,American,,,,US\n";

const LINES: &str = "{\"id\":1,\"name\":\"Ana Ruiz\",\"label\":\"PERSON\",\"aliases\":[\"A. Ruiz\"],\"born\":1970}\n\
    {\"name\":\"Harbour Workers Union\",\"aliases\":\"HWU|Union\",\"case\":\"any\",\"prior\":0.5,\"demonyms\":[]}\n\
    {\"name\":\"U.S.\",\"pattern\":\"U\\\\.?S\\\\.?\",\"tags\":[1,{\"a\":null}]}\n";

const LEXICONS: [&str; 3] = [
    "0# mine\nit could well be\tepistemic\tlow\nsupposed\t-\nso called\treportative\tmedium\n",
    "1intone\tintones|intoned|intoning\tthat,quote\tneutral\n-say\n",
    "2Bde\nop. cit.\nSubsec.\n",
];

/// The seeds of a target, by its name.
///
/// # Panics
/// If there is no target of this name.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let texts = || {
        let cases = CASES.iter().flat_map(|cases| cases.split("\n\n")).filter(|c| !c.starts_with('#'));
        let cases = cases.step_by(5).chain(ARTICLE.split("\n\n")).filter(|c| c.len() < 1000);
        ODD.iter().copied().chain(cases).chain([ARTICLE])
    };
    let marked = |mark: &str, text: &str| bytes(&format!("{mark}{text}"));
    let table = || Gazetteer::from_csv("seed", TABLE).expect("a good list");
    match target {
        "document" => texts().map(bytes).collect(),
        "batch" => (0..7)
            .map(|of| texts().skip(of).step_by(7).collect::<Vec<_>>().join("\u{1E}"))
            .zip([b'0', b'1', b'2', b'3', 0xB4, 0xB5, 0xB6])
            .map(|(rows, of)| [&[of], rows.as_bytes()].concat())
            .collect(),
        "sentences" => {
            ["0", "1", "2"].iter().flat_map(|mode| texts().map(move |text| marked(mode, text))).collect()
        }
        "entities" => texts().map(|text| marked("Ana Ruiz\nHWU\nNF\n\u{C9}tat\n\n", text)).collect(),
        "gazetteer" => {
            [TABLE, LINES, &TABLE.replace(',', "\t"), &TABLE.replace(',', ";")].map(bytes).to_vec()
        }
        "lexicon" => LEXICONS.map(bytes).to_vec(),
        "saved" => {
            let lines = Gazetteer::from_jsonl("seed", LINES).expect("a good list");
            [&table(), &lines, &Gazetteer::new([]).expect("no entries")]
                .map(|g| g.to_bytes().to_vec())
                .to_vec()
        }
        "document_json" => {
            texts().filter(|t| t.len() < 400).map(|t| bytes(&analyze(t).expect("short").to_json())).collect()
        }
        "arrow" => (0_u8..10)
            .map(|layout| {
                let ramp = (0..120).map(|i| if i % 4 == 0 { i / 4 } else { 0 });
                let head = [layout, 8, 0xFF, 0xBF, 0xFF, 0xFF].into_iter();
                head.chain(ramp).chain("He may flee, é said 李 on Monday.".bytes()).collect()
            })
            .collect(),
        other => panic!("there is no target {other}"),
    }
}
