//! The source lines that tracebacks show.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use core::any::Any;

use padcell_policy::OpenOptions;

use crate::error::Res;
use crate::heap::Tracer;
use crate::vm::{State, Vm};

/// Texts that are nowhere but in memory, such as the program itself, and files that were read for a traceback.
#[derive(Default)]
struct Sources {
    texts: BTreeMap<String, Arc<str>>,
}

impl State for Sources {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// A larger file is not read for the sake of one line.
const MAX_FILE: u64 = 4 << 20;
/// An interactive session makes a text of each input; the oldest ones go.
const MAX_TEXTS: usize = 1000;

impl Vm {
    /// Keeps a text for tracebacks, under the name that its code objects carry.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn remember_source(&mut self, filename: &str, text: &str) -> Res<()> {
        self.heap.charge_fixed(text.len() + filename.len())?;
        let texts = &mut self.state::<Sources>().texts;
        if texts.len() >= MAX_TEXTS {
            texts.pop_first();
        }
        texts.insert(filename.to_owned(), Arc::from(text));
        Ok(())
    }

    /// The text of a file by the name that code objects carry.
    pub(crate) fn source_of(&mut self, filename: &str) -> Option<Arc<str>> {
        if let Some(text) = self.state::<Sources>().texts.get(filename) {
            return Some(text.clone());
        }
        let text: Arc<str> = match self.library.as_ref().and_then(|it| it.source(filename)) {
            Some(text) => Arc::from(&*text),
            None => Arc::from(self.read_text(filename)?),
        };
        self.remember_source(filename, &text).ok()?;
        Some(text)
    }

    /// A file on the cell's mounts, if it is a text of reasonable size.
    fn read_text(&mut self, filename: &str) -> Option<String> {
        if !filename.starts_with('/') || self.files_are_opened_outside() {
            return None;
        }
        let len = self.authority.stat(filename, true).ok()?.len;
        if len > MAX_FILE {
            return None;
        }
        let len = usize::try_from(len).ok()?;
        self.heap.room(len).ok()?;
        let file = self.authority.open(filename, OpenOptions::READ).ok()?;
        let mut bytes = alloc::vec![0; len];
        let mut read = 0;
        while let Some(rest) = bytes.get_mut(read..).filter(|it| !it.is_empty()) {
            match self.authority.read(file, rest) {
                Ok(0) | Err(_) => break,
                Ok(n) => read += n,
            }
        }
        let _closed = self.authority.close(file);
        bytes.truncate(read);
        match &self.compiler {
            Some(compiler) => compiler.decode(&bytes, filename).ok(),
            None => String::from_utf8(bytes).ok(),
        }
    }
}
