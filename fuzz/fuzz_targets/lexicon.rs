#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reportedly_fuzz::lexicon::run(data));
