//! A name that changes while it is used leads nowhere else.

use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use super::*;

/// How long each race runs.
const RACE: Duration = Duration::from_millis(500);

/// Lets `attack` change the host's directory over and over while `use_it` uses it.
fn race(attack: impl FnMut() + Send, mut use_it: impl FnMut()) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let mut attack = attack;
        let over = &over;
        scope.spawn(move || {
            while !over.load(Ordering::Relaxed) {
                attack();
            }
        });
        let start = Instant::now();
        while start.elapsed() < RACE {
            use_it();
        }
        over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_directory_that_becomes_a_link() {
    let scene = Scene::new();
    fs::create_dir(scene.host("in/real")).expect("a directory");
    scene.put("in/real/secret", "harmless");
    scene.link(scene.host("inside"), "in/evil");
    let (dir, real, evil) = (scene.host("in/dir"), scene.host("in/real"), scene.host("in/evil"));
    let attack = || {
        let _ = fs::rename(&real, &dir);
        let _ = fs::rename(&dir, &real);
        let _ = fs::rename(&evil, &dir);
        let _ = fs::rename(&dir, &evil);
    };
    let mut files = scene.read_write();
    let mut seen = 0;
    race(attack, || {
        match read(&mut files, "/in/dir/secret").as_deref() {
            Ok("harmless") => seen += 1,
            Ok(other) => panic!("read {other:?} from outside of the mount"),
            Err(_) => {}
        }
        let _written = write(&mut files, "/in/dir/new", OpenOptions::WRITE, "x");
    });
    assert!(seen > 0, "the race was never run");
    assert!(!scene.host("inside/new").exists());
}

#[test]
fn a_file_that_becomes_a_link() {
    let scene = Scene::new();
    scene.link("../secret", "in/evil");
    let (file, real, evil) = (scene.host("in/file"), scene.host("in/a"), scene.host("in/evil"));
    let attack = || {
        let _ = fs::rename(&real, &file);
        let _ = fs::rename(&file, &real);
        let _ = fs::rename(&evil, &file);
        let _ = fs::rename(&file, &evil);
    };
    let mut files = scene.read_write();
    race(attack, || {
        assert_ne!(read(&mut files, "/in/file").as_deref(), Ok("secret"));
        let _ = write(&mut files, "/in/file", OpenOptions::WRITE, "x");
        let _ = files.chmod("/in/file", 0o640);
    });
    assert_eq!(scene.text("secret"), "secret");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &fs::metadata(scene.host("secret")).expect("a file").permissions(),
    );
    assert_ne!(mode & 0o777, 0o640);
}
