//! Texts out of Arrow arrays, which come from other libraries: nothing in their buffers is taken on trust.

use arrow_array::cast::AsArray;
use arrow_array::types::ByteArrayType;
use arrow_array::{Array, GenericByteArray, StringViewArray, downcast_integer};
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

use super::Row;

/// Whether an array of this type can hold texts: strings of any make, in a dictionary or not, or nothing but nulls.
pub fn holds_texts(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => holds_texts(values),
        _ => false,
    }
}

/// The text at `index` of an array that [`holds_texts`]; a [`Row::Broken`] where its offsets lead out of the array's
/// buffers, and for bytes that are no UTF-8.
///
/// # Panics
/// If `index` is beyond the array.
pub fn row(array: &dyn Array, index: usize) -> Row {
    if array.is_null(index) {
        return Row::Missing;
    }
    let bytes = match array.data_type() {
        DataType::Utf8 => bytes_at(array.as_string::<i32>(), index),
        DataType::LargeUtf8 => bytes_at(array.as_string::<i64>(), index),
        DataType::Utf8View => view_at(array.as_string_view(), index),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let values = dictionary.values();
            return match key_at(dictionary.keys(), index) {
                Some(key) if key < values.len() => row(values.as_ref(), key),
                _ => Row::Broken("its key is not in the column's dictionary".to_owned()),
            };
        }
        _ => return Row::Missing,
    };
    let Some(bytes) = bytes else {
        return Row::Broken("its offsets lead out of the column's buffers".to_owned());
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => Row::Text(text.into()),
        Err(e) => Row::Broken(format!("text is no valid UTF-8 at byte {}", e.valid_up_to())),
    }
}

fn bytes_at<T: ByteArrayType>(array: &GenericByteArray<T>, index: usize) -> Option<&[u8]> {
    let offset = |i: usize| array.value_offsets().get(i)?.to_usize();
    array.value_data().get(offset(index)?..offset(index + 1)?)
}

/// A view is its length, then the text itself where that has at most twelve bytes; else four of its bytes, the number
/// of a buffer and an offset into it.
fn view_at(array: &StringViewArray, index: usize) -> Option<&[u8]> {
    const INLINE: usize = 12;
    let number = |view: u128, at: u32| (view >> at) as u32 as usize;
    let view = array.views().get(index)?;
    let len = number(*view, 0);
    if len <= INLINE {
        let all = array.views().inner().as_slice();
        let start = index * size_of::<u128>() + size_of::<u32>();
        return all.get(start..start + len);
    }
    let start = number(*view, 96);
    array.data_buffers().get(number(*view, 64))?.get(start..start.checked_add(len)?)
}

fn key_at(keys: &dyn Array, index: usize) -> Option<usize> {
    macro_rules! key {
        ($type:ty) => {
            keys.as_primitive::<$type>().values().get(index)?.to_usize()
        };
    }
    downcast_integer! {
        keys.data_type() => (key),
        _ => None,
    }
}
