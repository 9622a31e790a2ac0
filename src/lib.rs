//! Reads English news and says what is claimed, who claims it, how sure they are, and about whom.

pub mod attribution;
pub mod claims;
pub mod entities;
pub mod error;
pub mod hedges;
mod labels;
pub mod quotes;
pub mod sentences;
pub mod syntax;
pub mod text;

pub use error::{Error, ErrorKind};
