//! Closed sets of labels: enums that know their names.

/// Defines an enum of labels with `ALL`, `as_str`, `FromStr`, `Display` and serde by name.
///
/// The names are those of GUIDELINES in the docs and of every table's columns.
macro_rules! labels {
    (
        $(#[$meta:meta])*
        $what:literal $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $label:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[allow(unreachable_pub, reason = "rooms define sets of their own in private modules too")]
        pub enum $name {
            $( $(#[$variant_meta])* #[serde(rename = $label)] $variant, )+
        }

        #[allow(dead_code, unreachable_pub, reason = "not every set is listed, and see above")]
        impl $name {
            /// All of them, in order.
            #[allow(dead_code, reason = "a closed set of one room may be read by name alone")]
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Their names, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($label),+];

            /// Its name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::Error;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                match name {
                    $($label => Ok(Self::$variant),)+
                    _ => Err(crate::error::Error::unknown($what, name, Self::NAMES)),
                }
            }
        }
    };
}

pub(crate) use labels;
