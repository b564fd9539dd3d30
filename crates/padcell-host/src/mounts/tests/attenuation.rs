//! A child's file system is a part of its parent's.

use super::*;

fn child(parent: &mut MountedFiles, mounts: &[(&str, &str, Access)]) -> Result<Box<dyn Files>, &'static str> {
    let mounts: Vec<Mount> =
        mounts.iter().map(|(host, cell, access)| Mount::new(*host, *cell, *access)).collect();
    parent.attenuate(&mounts).map_err(name)
}

#[test]
fn a_directory_of_the_parent() {
    let scene = Scene::new();
    scene.link("..", "in/up");
    let mut parent = scene.read_write();
    let mut files = child(&mut parent, &[("/in/sub", "/s", Access::ReadOnly)]).expect("a child");
    assert_eq!(read(files.as_mut(), "/s/b").as_deref(), Ok("b"));
    assert_eq!(read(files.as_mut(), "/s/../a"), Err("ENOENT"));
    assert_eq!(read(files.as_mut(), "/in/a"), Err("ENOENT"));
    assert_eq!(write(files.as_mut(), "/s/b", OpenOptions::WRITE, "x"), Err("EROFS"));
    assert_eq!(child(&mut parent, &[("/etc", "/etc", Access::ReadOnly)]).err(), Some("ENOENT"));
    assert_eq!(child(&mut parent, &[("/in/a", "/a", Access::ReadOnly)]).err(), Some("ENOTDIR"));
    let mut files = child(&mut parent, &[("/in/../../..", "/up", Access::ReadWrite)]).expect("a child");
    assert_eq!(names(files.as_mut(), "/up").as_deref(), Ok(["in".to_owned()].as_slice()));
    let mut files = child(&mut parent, &[("/in/up", "/up", Access::ReadWrite)]).expect("a child");
    assert_eq!(read(files.as_mut(), "/up/secret"), Err("ENOENT"));
    assert_eq!(read(files.as_mut(), "/up/in/a").as_deref(), Ok("a"));
}

#[test]
fn rights_do_not_grow() {
    let scene = Scene::new();
    let mut parent = scene.mount(&[
        ("in", "/in", Access::ReadWrite),
        ("in/sub", "/in/sub", Access::ReadOnly),
        ("", "/in/private", Access::Hidden),
    ]);
    fs::create_dir(scene.host("in/private")).expect("a directory");
    scene.put("in/private/key", "secret");
    scene.link("private", "in/link");
    let mut files = child(&mut parent, &[("/in", "/i", Access::ReadWrite)]).expect("a child");
    assert_eq!(write(files.as_mut(), "/i/a", OpenOptions::WRITE, "x"), Ok(()));
    assert_eq!(write(files.as_mut(), "/i/sub/b", OpenOptions::WRITE, "x"), Err("EROFS"));
    assert_eq!(read(files.as_mut(), "/i/private/key"), Err("ENOENT"));
    assert_eq!(read(files.as_mut(), "/i/link/key"), Err("ENOENT"));
    let mut files = child(&mut parent, &[("/in/sub", "/s", Access::ReadWrite)]).expect("a child");
    assert_eq!(write(files.as_mut(), "/s/b", OpenOptions::WRITE, "x"), Err("EROFS"));
    assert_eq!(child(&mut parent, &[("/in/private", "/p", Access::ReadWrite)]).err(), Some("ENOENT"));
    assert_eq!(child(&mut parent, &[("/in/link", "/p", Access::ReadWrite)]).err(), Some("ENOENT"));
    assert_eq!(scene.text("in/sub/b"), "b");
}

#[test]
fn mounts_do_not_multiply() {
    let scene = Scene::new();
    let below: Vec<String> = (0..60).map(|it| format!("/in/{it}")).collect();
    let mut table = vec![("in", "/in", Access::ReadOnly)];
    table.extend(below.iter().map(|it| ("in/sub", it.as_str(), Access::ReadOnly)));
    let mut parent = scene.mount(&table);
    let places: Vec<String> = (0..60).map(|it| format!("/{it}")).collect();
    let many: Vec<_> = places.iter().map(|it| ("/in", it.as_str(), Access::ReadOnly)).collect();
    assert!(child(&mut parent, &many[..2]).is_ok());
    assert_eq!(child(&mut parent, &many).err(), Some("ENOSPC"));
}

#[test]
fn a_childs_files_are_its_own() {
    let scene = Scene::new();
    let mut parent = scene.read_write();
    let theirs = parent.open("/in/a", OpenOptions::READ).expect("a file");
    let mut files = child(&mut parent, &[("/in", "/in", Access::ReadWrite)]).expect("a child");
    assert_eq!(files.read(theirs, &mut [0; 1]).map_err(name), Err("EBADF"));
    // The directory itself was handed over: what its name comes to mean does not matter.
    fs::rename(scene.host("in"), scene.host("moved")).expect("a move");
    scene.link(scene.host("inside"), "in");
    assert_eq!(read(files.as_mut(), "/in/a").as_deref(), Ok("a"));
    assert_eq!(read(files.as_mut(), "/in/secret"), Err("ENOENT"));
}
