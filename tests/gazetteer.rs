//! Gazetteers: lists that are read, lists that are refused, and files.

use reportedly::ErrorKind;
use reportedly::entities::{CasePolicy, Entry, Gazetteer, Via};
use reportedly::sentences::{Reason, Sentence};
use reportedly::text::Text;

fn refused(result: Result<Gazetteer, reportedly::Error>, message: &str) {
    let error = result.expect_err("a broken list");
    assert_eq!(error.kind(), ErrorKind::Gazetteer);
    assert!(error.to_string().starts_with(message), "{error}");
}

fn ids(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let text = Text::new(text).expect("short");
    let sentence = Sentence::new(&text, 0..text.tokens().len(), Reason::End);
    gazetteer.find(&text, &[sentence]).mentions.iter().map(|m| m.id.to_string()).collect()
}

#[test]
fn tables_are_read_whatever_parts_their_columns() {
    for (table, attribute) in [
        (
            "id,name,label,aliases,case,prior,party\n7,Ana Ruiz,PERSON,A. Ruiz|Ana R.,exact,2,\"Red, Green\"\n",
            "Red, Green",
        ),
        ("\u{FEFF}name;id;aliases;party\nAna Ruiz;7;A. Ruiz|Ana R.;Red\n", "Red"),
        ("id\tname\taliases\tparty\r\n\r\n7\tAna Ruiz\tA. Ruiz | Ana R.\tRed\r\n", "Red"),
    ] {
        let gazetteer = Gazetteer::from_csv("people.csv", table).expect(table);
        let entry = &gazetteer.lookup("ANA RUIZ")[0];
        assert_eq!((gazetteer.len(), entry.id.as_str()), (1, "7"));
        assert_eq!(entry.aliases, ["A. Ruiz", "Ana R."]);
        assert_eq!(entry.attributes["party"], attribute);
        assert!(gazetteer.contains("a ruiz") && !gazetteer.contains("Ruiz"));
    }
}

#[test]
fn a_name_alone_is_enough() {
    let gazetteer = Gazetteer::from_csv("names.csv", "name\nAna Ruiz\nBen Okafor\n").expect("a good list");
    let entry = &gazetteer.lookup("Ben Okafor")[0];
    assert_eq!((entry.id.as_str(), entry.label.as_str(), entry.prior), ("Ben Okafor", "ENTITY", 1.0));
    assert_eq!(entry.case, CasePolicy::Initial);
}

#[test]
fn json_lines_are_read() {
    let lines = concat!(
        r#"{"id": 7, "name": "Ana Ruiz", "label": "PERSON", "aliases": ["A. Ruiz"], "prior": 0.5, "born": 1970}"#,
        "\n\n",
        r#"{"name": "Harbour Board", "aliases": "HB|the Board", "case": "any", "note": null}"#,
        "\n",
    );
    let gazetteer = Gazetteer::from_jsonl("people.jsonl", lines).expect("a good list");
    assert_eq!(gazetteer.len(), 2);
    assert_eq!(gazetteer.lookup("A Ruiz")[0].attributes["born"], "1970");
    assert_eq!(gazetteer.lookup("board")[0].case, CasePolicy::Any);
}

#[test]
fn broken_tables_say_where() {
    for (table, message) in [
        ("", "t.csv:1:1: expected a line of headers with a column \"name\""),
        ("id,label\n1,ORG\n", "t.csv:1:1: expected a column \"name\", found id, label"),
        ("name,name\nA,B\n", "t.csv:1:2: the column \"name\" stands twice"),
        ("name,\nA,B\n", "t.csv:1:2: expected the header of a column"),
        ("id,name\n1,Ana\n2,\n", "t.csv:3:2: expected a name, found nothing"),
        ("id,name\n1,Ana\n1,Ben\n", "t.csv:3:1: the id \"1\" stands twice (first at line 2)"),
        ("id,name\n1,Ana,x\n", "t.csv:2:3: expected 2 columns as in the header, found 3"),
        ("id,name\n1,Ana\n\n2\n", "t.csv:4:2: expected 2 columns as in the header, found 1"),
        ("name,aliases\nAna,a||b\n", "t.csv:2:2: expected an alias, found nothing"),
        ("name,case\nAna,upper\n", "t.csv:2:2: unknown case policy \"upper\"; known are exact, initial, any"),
        ("name,prior\nAna,high\n", "t.csv:2:2: expected a number from 0 up, found \"high\""),
        ("name,prior\nAna,-1\n", "t.csv:2:2: expected a number from 0 up, found -1"),
        ("name,prior\nAna,NaN\n", "t.csv:2:2: expected a number from 0 up"),
        ("name,label\nAna,\"ORG", "t.csv:2:2: expected a closing quotation mark, found the end of the file"),
        ("name,label\nAna,\"ORG\nBen,ORG\n\n", "t.csv:2:2: expected a closing quotation mark"),
        ("name,label\n\"A\nB\",\"ORG\n", "t.csv:3:2: expected a closing quotation mark"),
        ("name,\"label\n", "t.csv:1:2: expected a closing quotation mark"),
        ("name\n--\n", "t.csv:2:1: expected a name with a letter or digit, found \"--\""),
        ("name,pattern\nIMO,IMO \\d{7\n", "t.csv:2:2: regex parse error"),
        ("name,pattern\nIMO,x*\n", "t.csv:2:2: the pattern \"x*\" matches the empty text"),
        ("name,pattern\nIMO,\\w{1000}{1000}\n", "t.csv:2:2: the pattern compiles to more than"),
    ] {
        refused(Gazetteer::from_csv("t.csv", table), message);
    }
    let long = format!("name\n{}\n", "word ".repeat(1_000));
    refused(Gazetteer::from_csv("t.csv", &long), "t.csv:2:1: 4999 bytes are too many; the limit is 2000");
}

#[test]
fn broken_json_lines_say_where() {
    for (lines, message) in [
        ("{\"name\": \"Ana\"}\n{\"name\": \"Ben\"", "t.jsonl:2:14: expected a JSON object"),
        ("[1]\n", "t.jsonl:1:"),
        ("{\"id\": \"1\"}\n", "t.jsonl:1:1: expected a \"name\", found nothing"),
        ("{\"name\": \"Ana\", \"aliases\": [1]}\n", "t.jsonl:1:17: expected strings in \"aliases\", found 1"),
        ("{\"name\": \"Ana\", \"label\": {}}\n", "t.jsonl:1:17: expected a string for \"label\", found {}"),
        (
            "{\"id\": 1, \"name\": \"A\"}\n{\"id\": 1, \"name\": \"B\"}\n",
            "t.jsonl:2:2: the id \"1\" stands twice (first at line 1)",
        ),
    ] {
        refused(Gazetteer::from_jsonl("t.jsonl", lines), message);
    }
}

#[test]
fn entries_are_checked_one_by_one() {
    let good = Entry::new("1", "ORG", "Harbour Board");
    let mut twice = Entry::new("1", "ORG", "Port Board");
    refused(Gazetteer::new([good.clone(), twice.clone()]), "entries:2:1: the id \"1\" stands twice");
    twice.id = "2".into();
    twice.name = " ".into();
    refused(Gazetteer::new([good.clone(), twice.clone()]), "entries:2:3: expected a name, found nothing");
    twice.name = "Port Board".into();
    twice.label = String::new();
    refused(Gazetteer::new([good, twice]), "entries:2:2: expected a label, found nothing");
}

#[test]
fn patterns_find_what_no_list_can_hold() {
    let table =
        "id,name,label,pattern\nimo,IMO number,vessel,IMO \\d{7}\nres,resolution,document,S/RES/\\d+\n";
    let gazetteer = Gazetteer::from_csv("t.csv", table).expect("a good list");
    let text =
        Text::new("The tanker (IMO 9176187), named in S/RES/2328, is not IMO 91761871.").expect("short");
    let sentence = Sentence::new(&text, 0..text.tokens().len(), Reason::End);
    let found = gazetteer.find(&text, &[sentence]).mentions;
    let got: Vec<(&str, &str)> = found.iter().map(|m| (text.slice(m.span), &*m.id)).collect();
    assert_eq!(got, [("IMO 9176187", "imo"), ("S/RES/2328", "res")]);
    assert!(found.iter().all(|m| m.via == Via::Pattern));
}

#[test]
fn a_union_has_the_names_of_both() {
    let mine = Gazetteer::from_csv(
        "mine.csv",
        "id,name,label,aliases\n2017370,Rossiya,GPE,Rossija\nx,Harbour Board,ORG,\n",
    )
    .expect("a good list");
    let both = mine.union(&Gazetteer::builtin()).expect("small");
    assert_eq!(both.len(), Gazetteer::builtin().len() + 1);
    assert_eq!(
        ids(&both, "Rossija, that is Russia, wrote to the Harbour Board."),
        ["2017370", "2017370", "x"]
    );
    assert_eq!(both.lookup("Russia")[0].name, "Rossiya");
}

#[test]
fn the_builtin_gazetteer_keeps_what_it_promises() {
    let builtin = Gazetteer::builtin();
    assert!(builtin.len() > 9_000);
    for (name, id) in [
        ("Turkey", "298795"),
        ("Türkiye", "298795"),
        ("Tajik", "1220409"),
        ("Texas", "4736286"),
        ("Istanbul", "745044"),
        ("ISIS-K", "group:islamic-state-khorasan"),
        ("bne IntelliNews", "outlet:intellinews.com"),
        ("U.N.", "ORG:un"),
        ("FBI", "agency:fbi"),
        ("The Guardian", "outlet:theguardian.com"),
    ] {
        assert_eq!(builtin.lookup(name).first().map(|e| e.id.as_str()), Some(id), "{name}");
    }
    for entry in builtin.entries() {
        assert!(entry.prior < 1.0, "{entry:?}");
        assert!(!entry.id.is_empty() && builtin.contains(&entry.name), "{entry:?}");
        if entry.label == "GPE" {
            assert!(entry.id.bytes().all(|b| b.is_ascii_digit()), "{entry:?}");
        }
    }
}

#[test]
fn a_description_shows_what_may_do_harm() {
    let table = "id,name\n1,Target\n2,Ana Ruiz\n3,Ana Ruíz\n4,X\n5,lists\n";
    let description = Gazetteer::from_csv("t.csv", table).expect("a good list").describe();
    assert_eq!((description.entries, description.names), (5, 4));
    assert_eq!(description.labels["ENTITY"], 5);
    assert_eq!(description.shared["ana ruiz"], ["2", "3"]);
    assert!(description.common.contains("Target") && description.common.len() == 1);
    assert!(description.letters.contains("X") && description.small.contains("lists"));
}

#[test]
fn near_names_are_offered() {
    let gazetteer =
        Gazetteer::from_csv("t.csv", "name\nHayat Tahrir al-Sham\nHarbour Board\n").expect("a good list");
    assert_eq!(gazetteer.near("Hayat Tahrir al Shamm", 3)[0].0, "Hayat Tahrir al-Sham");
    assert!(gazetteer.near("Nobody", 3).is_empty());
}

mod files {
    use super::*;

    fn list() -> Gazetteer {
        let table = "id,name,label,aliases,case,prior,pattern,party\n1,Ana Ruiz,PERSON,A. Ruiz,exact,0.5,,Red\n2,Vessel,vessel,,,,IMO \\d{7},\n";
        Gazetteer::from_csv("t.csv", table).expect("a good list")
    }

    fn refused(bytes: Vec<u8>, message: &str) {
        let error = Gazetteer::from_bytes(bytes).expect_err("a broken file");
        assert_eq!(error.kind(), ErrorKind::Saved);
        assert!(error.to_string().contains(message), "{error}");
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let path = std::env::temp_dir().join(format!("reportedly-{}.gazetteer", std::process::id()));
        list().save(&path).expect("a good disk");
        let loaded = Gazetteer::load(&path).expect("a good file");
        std::fs::remove_file(&path).expect("it was there");
        assert_eq!(loaded.entries().collect::<Vec<_>>(), list().entries().collect::<Vec<_>>());
        assert_eq!(ids(&loaded, "Ana Ruiz saw IMO 9176187."), ["1", "2"]);
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Gazetteer::load("/no/such/file").expect_err("no file");
        assert!(error.to_string().starts_with("/no/such/file: "), "{error}");
        let error = list().save("/no/such/folder/file").expect_err("no folder");
        assert!(error.to_string().starts_with("/no/such/folder/file: "), "{error}");
    }

    #[test]
    fn broken_files_are_refused() {
        let good = list().to_bytes().to_vec();
        refused(Vec::new(), "no saved gazetteer");
        refused(b"PK\x03\x04 and so on".to_vec(), "no saved gazetteer");
        refused(good[..10].to_vec(), "cut short");
        refused(good[..good.len() - 8].to_vec(), "cut short");
        let mut other = good.clone();
        other[8] = 99;
        refused(other, "saved in format 99; this version reads format 1");
        for at in (12..good.len()).step_by(7) {
            let mut flipped = good.clone();
            flipped[at] ^= 0x10;
            assert!(Gazetteer::from_bytes(flipped).is_err(), "byte {at}");
        }
    }

    /// The checksum of the format, so that the test can forge files that pass it.
    fn forge(bytes: &mut [u8]) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let (head, body) = bytes.split_at_mut(32);
        let mut lanes = [1_u64, 2, 3, 4];
        let mut blocks = body.chunks_exact(32);
        for block in &mut blocks {
            for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
                let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
                *lane = (*lane ^ word).wrapping_mul(ODD).rotate_left(29);
            }
        }
        let mut sum = body.len() as u64;
        for lane in lanes {
            sum = (sum ^ lane).wrapping_mul(ODD);
            sum ^= sum >> 32;
        }
        for &byte in blocks.remainder() {
            sum = (sum ^ u64::from(byte)).wrapping_mul(ODD);
            sum ^= sum >> 32;
        }
        head[24..32].copy_from_slice(&sum.to_le_bytes());
    }

    #[test]
    fn a_forged_file_may_lie_but_not_break() {
        let good = list().to_bytes().to_vec();
        let mut same = good.clone();
        forge(&mut same);
        assert_eq!(same, good, "the test knows the checksum");
        let text = "Ana Ruiz (A. Ruiz) met the Vessel, IMO 9176187, and Ana Ruiz.";
        for at in 32..good.len() {
            for value in [0, 0xFF, good[at] ^ 0x40, good[at].wrapping_add(1)] {
                let mut forged = good.clone();
                forged[at] = value;
                forge(&mut forged);
                if let Ok(gazetteer) = Gazetteer::from_bytes(forged) {
                    let _ = ids(&gazetteer, text);
                    let _ = gazetteer.lookup("Ana Ruiz");
                    let _ = gazetteer.entries().count();
                }
            }
        }
    }
}
