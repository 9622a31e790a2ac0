//! Columns of strings whose buffers say anything: each row is the text that stands there, missing, or broken.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::ffi::{from_ffi, to_ffi};
use arrow_array::{Array, ArrayRef, make_array};
use arrow_buffer::Buffer;
use arrow_data::ArrayData;
use arrow_schema::DataType;
use reportedly::batch::{Row, holds_texts, text_at};

/// The most rows of a column.
const ROWS: usize = 32;

/// The first two bytes tell the layout and the number of rows; then come validity, offsets, views or keys, and what is
/// left are the values.
pub fn run(data: &[u8]) {
    let [layout, rows, data @ ..] = data else { return };
    let rows = usize::from(*rows) % ROWS;
    let mut bytes = Bytes(data);
    let valid = bytes.take(4);
    match layout % 5 {
        0 => strings::<4>(DataType::Utf8, rows, &valid, &mut bytes),
        1 => strings::<8>(DataType::LargeUtf8, rows, &valid, &mut bytes),
        2 => views(rows, &valid, &mut bytes),
        3 => dictionary(rows, &valid, &mut bytes),
        _ => {
            let nulls = make_array(ArrayData::new_null(&DataType::Null, rows));
            compare(&nulls, |_| Wanted::Missing);
        }
    }
}

/// What a row has to be.
enum Wanted<'a> {
    Missing,
    Lost,
    Bytes(&'a [u8]),
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    /// The next bytes; zeros where there are no more.
    fn take(&mut self, count: usize) -> Vec<u8> {
        let (taken, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        let mut taken = taken.to_vec();
        taken.resize(count, 0);
        taken
    }
}

fn is_valid(valid: &[u8], row: usize) -> bool {
    valid[row / 8] >> (row % 8) & 1 == 1
}

fn compare<'a>(array: &ArrayRef, wanted: impl Fn(usize) -> Wanted<'a>) {
    assert!(holds_texts(array.data_type()));
    for row in 0..array.len() {
        match (wanted(row), text_at(array.as_ref(), row)) {
            (Wanted::Missing, Row::Missing) => {}
            (Wanted::Lost, Row::Broken(message)) => assert!(message.contains("column")),
            (Wanted::Bytes(bytes), Row::Text(text)) => assert_eq!(bytes, text.as_bytes()),
            (Wanted::Bytes(bytes), Row::Broken(message)) => {
                assert!(std::str::from_utf8(bytes).is_err() && message.contains("UTF-8"), "{message}");
            }
            (_, read) => panic!("row {row} of {array:?} was read as {read:?}"),
        }
    }
}

fn column(data_type: DataType, rows: usize, valid: &[u8], buffers: Vec<Buffer>) -> ArrayData {
    let builder = ArrayData::builder(data_type).len(rows).buffers(buffers);
    let builder = builder.null_bit_buffer(Some(Buffer::from_slice_ref(valid)));
    // SAFETY: none is needed; whether the reader gets by without trust in its buffers is what is tried here.
    unsafe { builder.build_unchecked() }
}

/// `WIDTH` bytes an offset.
fn strings<const WIDTH: usize>(data_type: DataType, rows: usize, valid: &[u8], bytes: &mut Bytes<'_>) {
    // Offsets of a few bits are inside more often than not.
    let small = bytes.take(1)[0] & 1 == 0;
    let mut offsets = Vec::new();
    for _ in 0..=rows {
        let mut offset = bytes.take(WIDTH);
        if small {
            offset[1..].fill(0);
        }
        offsets.extend(offset);
    }
    let values = bytes.0;
    let buffers = vec![Buffer::from_slice_ref(&offsets), Buffer::from_slice_ref(values)];
    let data = column(data_type, rows, valid, buffers);
    let offset = |i: usize| {
        let mut wide = [if offsets[(i + 1) * WIDTH - 1] < 0x80 { 0 } else { 0xFF }; 8];
        wide[..WIDTH].copy_from_slice(&offsets[i * WIDTH..(i + 1) * WIDTH]);
        usize::try_from(i64::from_le_bytes(wide)).ok()
    };
    let wanted = |row: usize| {
        let piece = || values.get(offset(row)?..offset(row + 1)?);
        match (is_valid(valid, row), piece()) {
            (false, _) => Wanted::Missing,
            (true, None) => Wanted::Lost,
            (true, Some(bytes)) => Wanted::Bytes(bytes),
        }
    };
    compare(&make_array(data.clone()), wanted);
    let half = rows / 2;
    compare(&make_array(data.slice(half, rows - half)), |row| wanted(row + half));
    // The C data interface takes the last offset for the length of the values.
    if offset(rows) == Some(values.len()) {
        let (array, schema) = to_ffi(&data).expect("a type that Arrow knows");
        // SAFETY: the structures are those that were made just now; their one length is right.
        let back = unsafe { from_ffi(array, &schema) }.expect("its own export");
        compare(&make_array(back), wanted);
    }
}

fn views(rows: usize, valid: &[u8], bytes: &mut Bytes<'_>) {
    let small = bytes.take(1)[0] & 1 == 0;
    let mut views = Vec::new();
    for _ in 0..rows {
        let mut view = bytes.take(16);
        if small {
            view[1..4].fill(0);
            view[9..12].fill(0);
            view[13..].fill(0);
        }
        views.extend(view);
    }
    let (first, second) = bytes.0.split_at(bytes.0.len() / 2);
    let buffers = [&views, first, second].map(Buffer::from_slice_ref).to_vec();
    let array = make_array(column(DataType::Utf8View, rows, valid, buffers));
    let number = |row: usize, at: usize| {
        let four = views[row * 16 + at..][..4].try_into().expect("four bytes");
        u32::from_le_bytes(four) as usize
    };
    compare(&array, |row| {
        let piece: Option<&[u8]> = match number(row, 0) {
            len @ 0..=12 => views.get(row * 16 + 4..row * 16 + 4 + len),
            len => [first, second].get(number(row, 8)).and_then(|buffer| {
                let range: Range<usize> = number(row, 12)..number(row, 12) + len;
                buffer.get(range)
            }),
        };
        match (is_valid(valid, row), piece) {
            (false, _) => Wanted::Missing,
            (true, None) => Wanted::Lost,
            (true, Some(bytes)) => Wanted::Bytes(bytes),
        }
    });
}

/// Keys of one byte into a dictionary of words, which may be empty or hold nulls.
fn dictionary(rows: usize, valid: &[u8], bytes: &mut Bytes<'_>) {
    let keys = bytes.take(rows);
    let words = String::from_utf8_lossy(bytes.0);
    let words: Vec<Option<&str>> =
        words.split_terminator(' ').map(|word| (!word.is_empty()).then_some(word)).collect();
    let values: ArrayRef = Arc::new(arrow_array::StringArray::from(words.clone()));
    let data_type = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    let builder = ArrayData::builder(data_type).len(rows).add_buffer(Buffer::from_slice_ref(&keys));
    let builder = builder.null_bit_buffer(Some(Buffer::from_slice_ref(valid)));
    // SAFETY: as above.
    let data = unsafe { builder.add_child_data(values.to_data()).build_unchecked() };
    compare(&make_array(data), |row| {
        let key = usize::try_from(keys[row] as i8).ok();
        match (is_valid(valid, row), key.and_then(|key| words.get(key))) {
            (false, _) | (true, Some(None)) => Wanted::Missing,
            (true, None) => Wanted::Lost,
            (true, Some(Some(word))) => Wanted::Bytes(word.as_bytes()),
        }
    });
}
