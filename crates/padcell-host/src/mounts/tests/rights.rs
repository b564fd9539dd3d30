//! Every mount keeps its own rights, however it is reached.

use super::*;

#[test]
fn read_only() {
    let scene = Scene::new();
    scene.link("a", "in/link");
    let mut files = scene.mount(&[("in", "/in", Access::ReadOnly)]);
    assert_eq!(read(&mut files, "/in/a").as_deref(), Ok("a"));
    let options = [OpenOptions::WRITE, OpenOptions::APPEND, OpenOptions::READ.plus()];
    for path in ["/in/a", "/in/link", "/in/sub/b"] {
        for options in options {
            assert_eq!(write(&mut files, path, options, "x"), Err("EROFS"), "{path}");
        }
    }
    assert_eq!(write(&mut files, "/in/new", OpenOptions::EXCLUSIVE, "x"), Err("EROFS"));
    assert_eq!(files.mkdir("/in/new").map_err(name), Err("EROFS"));
    assert_eq!(files.mkdir("/in/sub").map_err(name), Err("EEXIST"));
    assert_eq!(files.rmdir("/in/sub").map_err(name), Err("EROFS"));
    assert_eq!(files.unlink("/in/a").map_err(name), Err("EROFS"));
    assert_eq!(files.rename("/in/a", "/in/c").map_err(name), Err("EROFS"));
    assert_eq!(files.symlink("a", "/in/c").map_err(name), Err("EROFS"));
    assert_eq!(files.chmod("/in/a", 0o777).map_err(name), Err("EROFS"));
    assert_eq!(files.utime("/in/a", None).map_err(name), Err("EROFS"));
    assert_eq!(files.access("/in/a", AccessMode { write: true, ..AccessMode::default() }), Ok(false));
    let file = files.open("/in/a", OpenOptions::READ).expect("a file");
    assert!(files.write(file, b"x").is_err());
    assert!(files.truncate(file, 0).is_err());
    assert_eq!(scene.text("in/a"), "a");
    let rule = files.unlink("/in/a").err().and_then(|error| error.rule).unwrap_or_default();
    assert_eq!(rule, "the mount at '/in' is read-only; --mount HOST:/in:rw would allow writing");
}

#[test]
fn a_mount_below_a_mount() {
    let scene = Scene::new();
    scene.link("sub", "in/link");
    scene.link("/in/sub", "in/absolute");
    let mut files = scene.mount(&[("in", "/in", Access::ReadWrite), ("in/sub", "/in/sub", Access::ReadOnly)]);
    for path in ["/in/sub/b", "/in/link/b", "/in/absolute/b", "/in/sub/../link/b"] {
        assert_eq!(read(&mut files, path).as_deref(), Ok("b"));
        assert_eq!(write(&mut files, path, OpenOptions::WRITE, "x"), Err("EROFS"), "{path}");
    }
    // Moving the mount away, or something into its place, would change what it covers.
    assert_eq!(files.rename("/in/sub", "/in/other").map_err(name), Err("EROFS"));
    assert_eq!(files.mkdir("/in/other"), Ok(()));
    assert_eq!(files.rename("/in/other", "/in/sub").map_err(name), Err("EROFS"));
    assert_eq!(files.rename("/in/a", "/in/sub/a").map_err(name), Err("EROFS"));
    assert_eq!(write(&mut files, "/in/a", OpenOptions::WRITE, "x"), Ok(()));
}

#[test]
fn between_mounts_nothing_moves() {
    let scene = Scene::new();
    let mut files =
        scene.mount(&[("in", "/in", Access::ReadWrite), ("inside", "/deep/er/in", Access::ReadWrite)]);
    assert_eq!(files.rename("/in/a", "/deep/er/in/a").map_err(name), Err("EXDEV"));
    assert_eq!(names(&mut files, "/deep").as_deref(), Ok(["er".to_owned()].as_slice()));
    assert_eq!(read(&mut files, "/deep/er/in/secret").as_deref(), Ok("secret"));
    assert_eq!(write(&mut files, "/deep/new", OpenOptions::WRITE, "x"), Err("EROFS"));
    assert_eq!(files.mkdir("/deep/new").map_err(name), Err("EROFS"));
    assert_eq!(read(&mut files, "/deep/none"), Err("ENOENT"));
}

#[test]
fn hidden_places() {
    let scene = Scene::new();
    fs::create_dir_all(scene.host("in/deep/private")).expect("a directory");
    scene.put("in/deep/private/key", "secret");
    scene.link("deep/private", "in/link");
    let mut files =
        scene.mount(&[("in", "/in", Access::ReadWrite), ("", "/in/deep/private", Access::Hidden)]);
    for path in ["/in/deep/private/key", "/in/link/key", "/in/deep/private", "/in/deep/../deep/private/key"] {
        assert_eq!(read(&mut files, path), Err("ENOENT"), "{path}");
        assert_eq!(files.stat(path, true).map_err(name), Err("ENOENT"));
        assert_eq!(write(&mut files, path, OpenOptions::WRITE, "x"), Err("ENOENT"));
    }
    assert_eq!(names(&mut files, "/in/deep").as_deref(), Ok([].as_slice()));
    assert_eq!(names(&mut files, "/in/deep/private"), Err("ENOENT"));
    assert_eq!(files.rename("/in/deep/private", "/in/open").map_err(name), Err("ENOENT"));
    // Its parent keeps its name, or the hidden place would appear under another one.
    assert_eq!(files.rename("/in/deep", "/in/flat").map_err(name), Err("EBUSY"));
    assert_eq!(files.rename("/in/sub", "/in/deep").map_err(name), Err("EBUSY"));
    assert_eq!(files.mkdir("/in/deep/private").map_err(name), Err("ENOENT"));
    assert_eq!(scene.text("in/deep/private/key"), "secret");
}

#[test]
fn mount_points_need_not_exist() {
    let scene = Scene::new();
    let mut files = scene.mount(&[("in", "/in", Access::ReadWrite), ("inside", "/in/x/y", Access::ReadOnly)]);
    assert_eq!(
        names(&mut files, "/in").as_deref(),
        Ok(["a".to_owned(), "sub".to_owned(), "x".to_owned()].as_slice())
    );
    assert_eq!(names(&mut files, "/in/x").as_deref(), Ok(["y".to_owned()].as_slice()));
    assert_eq!(read(&mut files, "/in/x/y/secret").as_deref(), Ok("secret"));
    assert_eq!(files.mkdir("/in/x").map_err(name), Err("EEXIST"));
    assert_eq!(files.rmdir("/in/x/y").map_err(name), Err("EROFS"));
}

#[test]
fn the_whole_tree_in_one_mount() {
    let scene = Scene::new();
    let mut files = scene.mount(&[("in", "/", Access::ReadWrite)]);
    assert_eq!(read(&mut files, "/a").as_deref(), Ok("a"));
    assert_eq!(read(&mut files, "/../secret"), Err("ENOENT"));
    assert_eq!(write(&mut files, "/new", OpenOptions::WRITE, "x"), Ok(()));
    assert_eq!(names(&mut files, "/").map(|names| names.len()), Ok(3));
    assert_eq!(files.rmdir("/").map_err(name), Err("EBUSY"));
}
