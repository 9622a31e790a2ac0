#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reportedly_fuzz::arrow::run(data));
