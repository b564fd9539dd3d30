//! What the library holds, and what it does without.

use padcell_stdlib::{PYTHON_LICENSE, file, find, names};

#[test]
fn modules_are_found_with_their_path() {
    let re = find("re").unwrap();
    assert_eq!((re.name, re.is_package, re.path.as_str()), ("re", true, "<stdlib>/re/__init__.py"));
    assert!(re.source.contains("def compile(pattern, flags=0)"));

    let decoder = find("json.decoder").unwrap();
    assert_eq!((decoder.is_package, decoder.path.as_str()), (false, "<stdlib>/json/decoder.py"));
    assert!(decoder.source.contains("class JSONDecoder"));

    assert!(find("dataclasses").unwrap().source.contains("def dataclass("));
}

#[test]
fn unknown_names_are_not_found() {
    for name in
        ["", ".", "no_such_module", "json.", ".json", "json.no_such", "__init__", "JSON", "re/__init__"]
    {
        assert_eq!(find(name), None, "{name:?}");
    }
}

#[test]
fn what_cannot_work_is_left_out() {
    for name in ["ctypes", "ctypes.util", "tkinter", "test", "idlelib", "http.server"] {
        assert_eq!(find(name), None, "{name}");
    }
    for name in [
        "http",
        "http.cookies",
        "http.client",
        "urllib.request",
        "urllib.parse",
        "concurrent.futures.thread",
        "testing",
    ] {
        assert_eq!(find(name).is_some(), name != "testing", "{name}");
    }
}

#[test]
fn names_are_sorted_and_all_of_them_are_found() {
    let all: Vec<_> = names().collect();
    assert!(all.is_sorted());
    assert!(all.len() > 300, "{}", all.len());
    for name in all {
        let module = find(name).unwrap();
        assert_eq!(module.name, name);
        assert_eq!(file(&module.path).as_ref(), Some(&module), "{}", module.path);
    }
}

#[test]
fn every_source_is_whole() {
    for module in names().filter_map(find) {
        let source = &module.source;
        assert!(!source.contains('\0'), "{}", module.name);
        assert!(source.is_empty() || source.ends_with('\n'), "{} does not end with a line", module.name);
    }
}

#[test]
fn every_package_holds_its_modules() {
    for (parent, child) in names().filter_map(|name| name.rsplit_once('.').map(|(parent, _)| (parent, name)))
    {
        assert!(find(parent).is_some_and(|module| module.is_package), "{child} has no package");
    }
}

#[test]
fn paths_lead_back_only_when_they_are_exact() {
    assert!(file("<stdlib>/json/__init__.py").is_some());
    for path in [
        "<stdlib>/json.py",
        "<stdlib>/re/__init__/__init__.py",
        "json/__init__.py",
        "<stdlib>/json.decoder.py",
    ] {
        assert_eq!(file(path), None, "{path}");
    }
}

#[test]
fn the_licence_travels_with_the_library() {
    assert!(PYTHON_LICENSE.contains("PYTHON SOFTWARE FOUNDATION LICENSE"));
}
