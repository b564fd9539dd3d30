//! Identifiers as small numbers, and the mangling of private names.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// An interned identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NameId(u32);

/// All identifiers of one compilation.
///
/// A tree, not a hash table: a hostile source chooses its identifiers.
#[derive(Default)]
pub(crate) struct Names {
    ids: BTreeMap<Arc<str>, NameId>,
    texts: Vec<Arc<str>>,
}

impl Names {
    /// The number of a text.
    pub(crate) fn intern(&mut self, text: &str) -> NameId {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = NameId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let shared: Arc<str> = text.into();
        self.texts.push(shared.clone());
        self.ids.insert(shared, id);
        id
    }

    /// The number of a text inside a class whose name, without leading underscores, is `private`.
    pub(crate) fn intern_mangled(&mut self, text: &str, private: Option<&str>) -> NameId {
        match private {
            Some(class) if is_private(text) => {
                let mangled = format!("_{class}{text}");
                self.intern(&mangled)
            }
            _ => self.intern(text),
        }
    }

    /// The text of a number.
    pub(crate) fn text(&self, id: NameId) -> Arc<str> {
        self.texts.get(id.0 as usize).cloned().unwrap_or_default()
    }
}

/// Whether a name is mangled in a class body.
pub(crate) fn is_private(text: &str) -> bool {
    text.starts_with("__") && !text.ends_with("__") && !text.contains('.')
}

/// The class name that mangling prefixes, or none: a name of only underscores does not mangle.
pub(crate) fn private_prefix(class: &str) -> Option<Arc<str>> {
    let stripped = class.trim_start_matches('_');
    (!stripped.is_empty()).then(|| stripped.into())
}
