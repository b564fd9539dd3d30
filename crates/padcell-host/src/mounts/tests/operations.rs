//! Files behave as the system's own.

use super::*;

#[test]
fn a_file_from_its_making_to_its_end() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    let file = files.open("/in/new", OpenOptions::WRITE.plus()).expect("a file");
    assert_eq!(files.write(file, b"hello world"), Ok(11));
    assert_eq!(files.seek(file, SeekFrom::Start(6)), Ok(6));
    let mut buffer = [0; 5];
    assert_eq!(files.read(file, &mut buffer), Ok(5));
    assert_eq!(&buffer, b"world");
    assert_eq!(files.read(file, &mut buffer), Ok(0));
    assert_eq!(files.seek(file, SeekFrom::End(-1)), Ok(10));
    assert_eq!(files.seek(file, SeekFrom::Current(-100)).map_err(name), Err("EINVAL"));
    assert_eq!(files.truncate(file, 5), Ok(()));
    assert_eq!((files.flush(file), files.sync(file)), (Ok(()), Ok(())));
    assert_eq!(files.fstat(file).map(|metadata| metadata.len), Ok(5));
    assert_eq!(files.close(file), Ok(()));
    assert_eq!(files.close(file).map_err(name), Err("EBADF"));
    assert_eq!(files.read(file, &mut buffer).map_err(name), Err("EBADF"));
    assert_eq!(scene.text("in/new"), "hello");
    let other = files.open("/in/new", OpenOptions::READ).expect("a file");
    assert_ne!(file, other);
}

#[test]
fn modes() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    assert_eq!(write(&mut files, "/in/a", OpenOptions::APPEND, "b"), Ok(()));
    assert_eq!(scene.text("in/a"), "ab");
    assert_eq!(write(&mut files, "/in/a", OpenOptions::READ.plus(), "c"), Ok(()));
    assert_eq!(scene.text("in/a"), "cb");
    assert_eq!(write(&mut files, "/in/a", OpenOptions::WRITE, "d"), Ok(()));
    assert_eq!(scene.text("in/a"), "d");
    assert_eq!(write(&mut files, "/in/a", OpenOptions::EXCLUSIVE, "e"), Err("EEXIST"));
    assert_eq!(write(&mut files, "/in/x", OpenOptions::EXCLUSIVE, "e"), Ok(()));
    assert_eq!(write(&mut files, "/in/none", OpenOptions::READ.plus(), "e"), Err("ENOENT"));
    assert_eq!(write(&mut files, "/in/none/x", OpenOptions::WRITE, "e"), Err("ENOENT"));
    assert_eq!(write(&mut files, "/in/sub", OpenOptions::WRITE, "e"), Err("EISDIR"));
    assert_eq!(write(&mut files, "/in/none/", OpenOptions::WRITE, "e"), Err("EISDIR"));
    assert_eq!(read(&mut files, "/in"), Err("EISDIR"));
    assert_eq!(read(&mut files, "/"), Err("EISDIR"));
    scene.link("fresh", "in/link");
    assert_eq!(write(&mut files, "/in/link", OpenOptions::EXCLUSIVE, "e"), Err("EEXIST"));
    assert_eq!(write(&mut files, "/in/link", OpenOptions::WRITE, "e"), Ok(()));
    assert_eq!(scene.text("in/fresh"), "e");
}

#[test]
fn directories() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    assert_eq!(files.mkdir("/in/new/"), Ok(()));
    assert_eq!(files.mkdir("/in/new").map_err(name), Err("EEXIST"));
    assert_eq!(files.mkdir("/in").map_err(name), Err("EEXIST"));
    assert_eq!(files.mkdir("/in/none/new").map_err(name), Err("ENOENT"));
    assert_eq!(files.rename("/in/new/", "/in/old"), Ok(()));
    assert_eq!(files.rename("/in/a", "/in/old/a"), Ok(()));
    assert_eq!(files.rmdir("/in/old").map_err(name), Err("ENOTEMPTY"));
    assert_eq!(files.rmdir("/in/old/a").map_err(name), Err("ENOTDIR"));
    assert_eq!(files.unlink("/in/old").map_err(name), Err("EISDIR"));
    assert_eq!(files.unlink("/in/old/a/").map_err(name), Err("ENOTDIR"));
    assert_eq!(files.unlink("/in/old/a"), Ok(()));
    assert_eq!(files.unlink("/in/old/a").map_err(name), Err("ENOENT"));
    assert_eq!(files.rmdir("/in/old"), Ok(()));
    assert_eq!(names(&mut files, "/in").as_deref(), Ok(["sub".to_owned()].as_slice()));
    assert_eq!(names(&mut files, "/in/sub/b"), Err("ENOTDIR"));
    assert_eq!(names(&mut files, "/in/none"), Err("ENOENT"));
    assert_eq!(names(&mut files, "/").as_deref(), Ok(["in".to_owned()].as_slice()));
    assert_eq!(
        (files.rmdir("/in").map_err(name), files.rmdir("/").map_err(name)),
        (Err("EBUSY"), Err("EROFS"))
    );
    assert_eq!(files.rename("/in", "/out").map_err(name), Err("EROFS"));
}

#[test]
fn links_are_changed_and_not_followed() {
    let scene = Scene::new();
    fs::create_dir(scene.host("in/empty")).expect("a directory");
    scene.link("empty", "in/link");
    let mut files = scene.read_write();
    for link in ["/in/link", "/in/link/"] {
        assert_eq!(files.rmdir(link).map_err(name), Err("ENOTDIR"));
        assert_eq!(files.mkdir(link).map_err(name), Err("EEXIST"));
        assert_eq!(names(&mut files, link).as_deref(), Ok([].as_slice()));
    }
    assert_eq!(files.stat("/in/link/", false).map(|metadata| metadata.kind), Ok(FileKind::Directory));
    assert_eq!(files.readlink("/in/link/").map_err(name), Err("EINVAL"));
    assert_eq!(files.unlink("/in/link/").map_err(name), Err("ENOTDIR"));
    assert_eq!(files.rename("/in/link/", "/in/other").map_err(name), Err("ENOTDIR"));
    assert_eq!(files.rename("/in/link", "/in/other"), Ok(()));
    assert_eq!(files.unlink("/in/other"), Ok(()));
    assert!(scene.host("in/empty").exists());
}

#[test]
fn listings_are_bounded() {
    let scene = Scene::new();
    let mut files = scene.read_write();
    assert_eq!(files.list_dir("/in", 2).map(|entries| entries.len()), Ok(2));
    assert_eq!(files.list_dir("/in", 1).map_err(name), Err("EOVERFLOW"));
    assert_eq!(files.list_dir("/", 0).map_err(name), Err("EOVERFLOW"));
}

#[test]
fn metadata() {
    let scene = Scene::new();
    scene.link("a", "in/link");
    scene.link("none", "in/dangling");
    let mut files = scene.read_write();
    let file = files.stat("/in/link", true).expect("a file");
    assert_eq!((file.kind, file.len, file.device), (FileKind::File, 1, 1));
    assert_eq!(files.stat("/in/link", false).expect("a link").kind, FileKind::Symlink);
    assert_eq!(files.stat("/in/dangling", true).map_err(name), Err("ENOENT"));
    assert_eq!(files.stat("/in/dangling", false).expect("a link").kind, FileKind::Symlink);
    assert_eq!(files.stat("/in/a/", true).map_err(name), Err("ENOTDIR"));
    assert_eq!(files.stat("/in/sub/", true).expect("a directory").kind, FileKind::Directory);
    assert_eq!(files.stat("/", true).expect("a directory").mode(), 0o040_555);

    assert_eq!(files.utime("/in/link", Some((1_500_000_000, 2))), Ok(()));
    assert_eq!(files.utime("/in/link", Some((0, -1))).map_err(name), Err("EINVAL"));
    assert_eq!(files.utime("/in/a", Some((i64::MIN, i64::MAX))).map_err(name), Err("EINVAL"));
    let file = files.stat("/in/a", true).expect("a file");
    assert_eq!((file.accessed_ns, file.modified_ns), (1_500_000_000, 2));
    assert_eq!(files.utime("/in", None), Ok(()));

    assert_eq!(files.chmod("/in/link", 0o4600), Ok(()));
    assert_eq!(files.stat("/in/a", true).expect("a file").mode(), 0o100_600);
    assert_eq!(files.chmod("/in/sub", 0o700), Ok(()));
    assert_eq!(files.stat("/in/sub", true).expect("a directory").mode(), 0o040_700);
    assert_eq!(files.chmod("/in", 0o755), Ok(()));

    let all = AccessMode { read: true, write: true, execute: false };
    assert_eq!(files.access("/in/a", all), Ok(true));
    assert_eq!(files.access("/in/a", AccessMode { execute: true, ..all }), Ok(false));
    assert_eq!(files.access("/in", AccessMode { execute: true, ..all }), Ok(true));
    assert_eq!(files.access("/", all), Ok(false));
    assert_eq!(files.access("/in/none", AccessMode::default()).map_err(name), Err("ENOENT"));
}

#[test]
fn a_missing_host_directory_is_named() {
    let mounts = [Mount::new("/no/such/place", "/data", Access::ReadOnly)];
    let error = MountedFiles::open(&mounts).err().expect("no directory").to_string();
    assert!(
        error.starts_with(
            "mount '/no/such/place:/data': the host directory '/no/such/place' cannot be opened: "
        ),
        "{error}"
    );
    let scene = Scene::new();
    let file = scene.host("in/a").to_string_lossy().into_owned();
    assert!(MountedFiles::open(&[Mount::new(file, "/data", Access::ReadOnly)]).is_err());
}
