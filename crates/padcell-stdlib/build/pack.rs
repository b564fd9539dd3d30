//! Writes `names.txt`, `sources.txt` and `index.rs` for `src/index.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::collect::Source;

/// The sources stay uncompressed: they are pages of the executable that are read when a module is imported, and
/// handing out `&'static str` costs neither time nor memory. The index holds offsets, not references, so that it
/// needs no relocation at start-up either.
pub(crate) fn write(modules: &BTreeMap<String, Source>, out: &Path) -> Result<(), String> {
    let (mut names, mut sources) = (String::new(), String::new());
    let mut index = format!("static INDEX: [Entry; {}] = [\n", modules.len());
    for (name, source) in modules {
        let written = writeln!(
            index,
            "Entry {{ name: {}, name_len: {}, source: {}, source_len: {}, is_package: {} }},",
            names.len(),
            name.len(),
            sources.len(),
            source.text.len(),
            source.is_package
        );
        written.map_err(|e| e.to_string())?;
        names.push_str(name);
        sources.push_str(&source.text);
    }
    index.push_str("];\n");
    for (file, text) in [("names.txt", &names), ("sources.txt", &sources), ("index.rs", &index)] {
        fs::write(out.join(file), text).map_err(|e| format!("{file}: {e}"))?;
    }
    Ok(())
}
