//! No path leads out of the mounts.

use super::*;

/// Every way of naming what is outside, each read and written through.
fn assert_no_way_out(scene: &Scene, paths: &[&str]) {
    let mut files = scene.read_write();
    for path in paths {
        assert_ne!(read(&mut files, path).as_deref(), Ok("secret"), "{path}");
        for options in
            [OpenOptions::WRITE, OpenOptions::APPEND, OpenOptions::EXCLUSIVE, OpenOptions::READ.plus()]
        {
            let _written = write(&mut files, path, options, "changed");
        }
        let _ = files.unlink(path);
        let _ = files.rename(path, "/in/stolen");
        let _ = files.rename("/in/a", path);
        let _ = files.chmod(path, 0o777);
        let _ = files.utime(path, Some((0, 0)));
        assert_ne!(read(&mut files, "/in/stolen").as_deref(), Ok("secret"), "{path}");
    }
    assert_eq!(scene.text("secret"), "secret");
    assert_eq!(scene.text("inside/secret"), "secret");
    assert_ne!(
        fs::metadata(scene.host("secret")).expect("a file").modified().expect("a time"),
        std::time::UNIX_EPOCH
    );
    assert!(!scene.host("new").exists());
}

#[test]
fn names() {
    let scene = Scene::new();
    let secret = scene.host("secret").to_string_lossy().into_owned();
    let beside = format!("/in{secret}");
    assert_no_way_out(
        &scene,
        &[
            "/etc/passwd",
            &secret,
            &beside,
            "/in/../secret",
            "/in/../../secret",
            "/in/sub/../../secret",
            "/in/./../secret",
            "//in//..//secret",
            "/in/missing/../../secret",
            "/in/a/../../secret",
            "/in/../inside/secret",
            "/inside/secret",
            "/in/../new",
            "/../../../../../../../../etc/passwd",
            "/in/..",
            "/in/../",
            "/proc/self/root/etc/passwd",
            "/dev/fd/0",
            "secret",
            "",
        ],
    );
}

#[test]
fn dot_dot_ends_at_the_root() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    assert_eq!(read(&mut files, "/../../in/sub/../a").as_deref(), Ok("a"));
    assert_eq!(files.realpath("/in/sub/../../../in/./a").as_deref(), Ok("/in/a"));
    // As in the system, what is missing cannot be walked through, and a file has no parent.
    assert_eq!(read(&mut files, "/in/missing/../a"), Err("ENOENT"));
    assert_eq!(read(&mut files, "/in/a/../a"), Err("ENOTDIR"));
    assert_eq!(read(&mut files, "/in/a/."), Err("ENOTDIR"));
}

#[test]
fn links_of_the_host() {
    let scene = Scene::new();
    scene.link("../secret", "in/relative");
    scene.link(scene.host("secret"), "in/absolute");
    scene.link("/", "in/root");
    scene.link("..", "in/up");
    scene.link("../../..", "in/sub/high");
    scene.link("relative", "in/chain");
    scene.link("../inside", "in/sibling");
    scene.link("../new", "in/dangling");
    scene.link("/proc/self/root", "in/proc");
    scene.link("/proc/self/fd/0", "in/fd");
    scene.link("sub/../../secret", "in/winding");
    scene.link("root/../secret", "in/through");
    let secret = scene.host("secret").to_string_lossy().into_owned();
    let through_root = format!("/in/root{secret}");
    let through_proc = format!("/in/proc{secret}");
    assert_no_way_out(
        &scene,
        &[
            "/in/relative",
            "/in/absolute",
            "/in/relative/",
            &through_root,
            &through_proc,
            "/in/up/secret",
            "/in/up/in/relative",
            "/in/sub/high/secret",
            "/in/chain",
            "/in/sibling/secret",
            "/in/sibling/new",
            "/in/dangling",
            "/in/fd",
            "/in/winding",
            "/in/through",
        ],
    );
}

#[test]
fn links_are_followed_in_the_cells_tree() {
    let scene = Scene::new();
    scene.link("/in/sub/b", "in/absolute");
    scene.link("../../in/a", "in/sub/out-and-in");
    scene.link("/", "in/root");
    scene.link("sub", "in/dir");
    scene.link("loop", "in/loop");
    let mut files = scene.read_write();
    assert_eq!(read(&mut files, "/in/absolute").as_deref(), Ok("b"));
    assert_eq!(read(&mut files, "/in/sub/out-and-in").as_deref(), Ok("a"));
    assert_eq!(super::names(&mut files, "/in/root").as_deref(), Ok(["in".to_owned()].as_slice()));
    // The parent of where a link leads, not of where it stands.
    assert_eq!(files.realpath("/in/dir/../a").as_deref(), Ok("/in/a"));
    assert_eq!(files.realpath("/in/root/in/dir/b").as_deref(), Ok("/in/sub/b"));
    assert_eq!(read(&mut files, "/in/loop"), Err("ELOOP"));
    assert_eq!(read(&mut files, "/in/loop/x"), Err("ELOOP"));
}

#[test]
fn links_of_the_cell() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    let secret = scene.host("secret").to_string_lossy().into_owned();
    for target in ["../secret", "/etc/passwd", &secret, "sub/../../secret", "..", "./../secret", "/in/a"] {
        let error = files.symlink(target, "/in/new").expect_err("a link that leads out");
        assert_eq!(error.errno, errno::EPERM, "{target}");
        assert!(error.rule.is_some());
    }
    assert_eq!(
        files.symlink("a\0b", "/in/new").map_err(|error| error.message),
        Err("embedded null byte".to_owned())
    );
    assert_eq!(files.symlink("sub/b", "/in/new"), Ok(()));
    assert_eq!(read(&mut files, "/in/new").as_deref(), Ok("b"));
    assert_eq!(files.readlink("/in/new").as_deref(), Ok("sub/b"));
    assert_eq!(files.symlink("a", "/in/new").map_err(name), Err("EEXIST"));
    assert_eq!(files.symlink("a", "/new").map_err(name), Err("EROFS"));
}

#[test]
fn odd_paths() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    let open =
        |files: &mut MountedFiles, path: &str| files.open(path, OpenOptions::READ).map_err(|it| it.message);
    assert_eq!(open(&mut files, "/in/a\0b"), Err("embedded null byte".to_owned()));
    let long = format!("/in/{}", "x/".repeat(3000));
    assert_eq!(read(&mut files, &long), Err("ENAMETOOLONG"));
    assert_eq!(read(&mut files, &format!("/in/{}", "y".repeat(300))), Err("ENAMETOOLONG"));
    assert_eq!(read(&mut files, &format!("/in/{}a", "sub/../".repeat(500))).as_deref(), Ok("a"));
    assert_eq!(read(&mut files, "/in/\\..\\secret"), Err("ENOENT"));
    assert_eq!(read(&mut files, "/in/a/"), Err("ENOTDIR"));
    assert_eq!(read(&mut files, "/in/sub/"), Err("EISDIR"));
    let refusal = files.open("/etc/passwd", OpenOptions::READ).expect_err("no mount");
    assert_eq!(
        refusal.to_string(),
        "[Errno 2] No such file or directory (no mount covers '/etc/passwd'; --mount HOST:/etc would)"
    );
}

#[test]
fn pipes_and_devices_are_not_opened() {
    let scene = Scene::new();
    let pipe = scene.host("in/pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(scene.host("in/socket")).expect("a socket");
    let mut files = scene.mount(&[("in", "/in", Access::ReadWrite)]);
    for path in ["/in/pipe", "/in/socket"] {
        assert_eq!(files.stat(path, true).expect("a file").kind, FileKind::Other);
        assert_eq!(read(&mut files, path), Err("EACCES"));
        assert_eq!(write(&mut files, path, OpenOptions::WRITE, "x"), Err("EACCES"));
        assert_eq!(files.chmod(path, 0o777).map_err(name), Err("EACCES"));
    }
    let devices = [Mount::new("/dev", "/dev", Access::ReadWrite)];
    let mut files = MountedFiles::open(&devices).expect("a directory");
    assert_eq!(read(&mut files, "/dev/null"), Err("EACCES"));
}
