//! Mounts hold: a directory with a secret beside the mounts, and everything that could lead to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

mod attenuation;
mod escapes;
mod operations;
mod race;
mod rights;

/// A directory of the host that goes away with the test.
///
/// `in/` is what is mounted; `secret` and the directory `inside/`, whose name starts as the mounted one does, are not.
struct Scene {
    root: PathBuf,
}

impl Scene {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("padcell-mounts-{}-{number}", std::process::id()));
        let scene = Self { root };
        for dir in ["in/sub", "inside"] {
            fs::create_dir_all(scene.host(dir)).expect("a directory");
        }
        scene.put("secret", "secret");
        scene.put("inside/secret", "secret");
        scene.put("in/a", "a");
        scene.put("in/sub/b", "b");
        scene
    }

    fn host(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.host(path), text).expect("a file");
    }

    fn link(&self, target: impl AsRef<Path>, path: &str) {
        std::os::unix::fs::symlink(target, self.host(path)).expect("a link");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.host(path)).expect("a file")
    }

    /// A cell's files with these mounts, whose host paths are relative to the scene.
    fn mount(&self, mounts: &[(&str, &str, Access)]) -> MountedFiles {
        let mut policy = padcell_policy::Policy::default();
        let mount = |(host, cell, access): &(&str, &str, Access)| {
            let host = self.host(host).to_string_lossy().into_owned();
            Mount::new(if *access == Access::Hidden { String::new() } else { host }, *cell, *access)
        };
        policy.set_mounts(mounts.iter().map(mount).collect()).expect("mounts");
        MountedFiles::open(policy.mounts()).expect("host directories")
    }

    fn read_write(&self) -> MountedFiles {
        self.mount(&[("in", "/in", Access::ReadWrite)])
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _may_be_gone = fs::remove_dir_all(&self.root);
    }
}

/// The text of a file, or the name of the error number.
fn read(files: &mut dyn Files, path: &str) -> Result<String, &'static str> {
    let file = files.open(path, OpenOptions::READ).map_err(name)?;
    let mut buffer = [0; 64];
    let len = files.read(file, &mut buffer).map_err(name)?;
    files.close(file).map_err(name)?;
    Ok(String::from_utf8_lossy(buffer.get(..len).unwrap_or_default()).into_owned())
}

fn write(files: &mut dyn Files, path: &str, options: OpenOptions, text: &str) -> Result<(), &'static str> {
    let file = files.open(path, options).map_err(name)?;
    let written = files.write(file, text.as_bytes()).map_err(name)?;
    assert_eq!(written, text.len());
    files.close(file).map_err(name)
}

fn name(error: OsError) -> &'static str {
    errno::name(error.errno).unwrap_or("?")
}

fn names(files: &mut dyn Files, path: &str) -> Result<Vec<String>, &'static str> {
    let mut names: Vec<String> =
        files.list_dir(path, 1000).map_err(name)?.into_iter().map(|entry| entry.name).collect();
    names.sort();
    Ok(names)
}
