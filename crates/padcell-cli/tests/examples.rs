//! The examples, as somebody who reads them would run them.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests start the command, make its files, and serve what it fetches"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// What an example prints.
fn supervise(example: &str, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_padcell"))
        .arg("supervise")
        .arg(examples().join(example))
        .args(words)
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stdout}\n{stderr}");
    stdout
}

#[test]
fn chroot_open() {
    let shown = supervise("chroot_open.py", &[]);
    assert_eq!(shown.matches(": hello\n").count(), 3, "{shown}");
    assert!(!shown.contains("succeeded") && !shown.contains("secret\n"), "{shown}");
    assert_eq!(shown.matches("Error\n").count(), 5, "{shown}");
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("chroot");
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("data"), "some data").unwrap();
    let script = directory.join("script.py");
    fs::write(&script, "import sys\nprint(open('/data').read(), file=sys.stdout)").unwrap();
    let shown = supervise("chroot_open.py", &[directory.to_str().unwrap(), script.to_str().unwrap()]);
    assert_eq!(shown, "some data\n");
}

#[test]
fn the_guide_runs() {
    let guide = fs::read_to_string(examples().join("../docs/rexec.md")).unwrap();
    let blocks: Vec<&str> =
        guide.split("```python\n").skip(1).filter_map(|it| it.split("```").next()).collect();
    assert!(blocks.len() > 3);
    for (number, block) in blocks.iter().enumerate() {
        let script = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("guide_{number}.py"));
        fs::write(&script, block).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_padcell"))
            .arg("supervise")
            .arg(&script)
            .current_dir(examples().join(".."))
            .output()
            .unwrap();
        assert!(output.status.success(), "{block}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn nested() {
    let shown = supervise("nested.py", &[]);
    for line in [
        "outer reads 'for the outer cell'",
        "guest: guests read public.txt",
        "innermost reads 'anybody may read this'",
        "innermost: guests read public.txt",
        "greedy: __import__('subprocess') -> No module named 'subprocess'",
        "guest stopped: fuel",
        "the guest's fuel is the outer cell's: True",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}

#[test]
fn bastion() {
    let shown = supervise("bastion.py", &[]);
    for line in [
        "<Bastion for ada's account> 100 70\n",
        "account._money: AttributeError: _money",
        "account.close(): AttributeError: close",
        "account.withdraw(Number(10**6)): ValueError: refused",
        "2 ['ada', 'bob'] <Bastion for Account> 70 [70, 7]",
        "the cell is told: 75\nat the end: 75",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}

#[test]
fn applets() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().flatten().for_each(serve));
    let output = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page.svg");
    let url = format!("http://127.0.0.1:{port}/page.html");
    let shown = supervise("applets/browser.py", &[&url, output.to_str().unwrap()]);
    assert_eq!(
        shown,
        "Flower: drawn\nVandal: drawn\nSleeper: stopped, it used up its fuel\nBars: drawn\nwritten: page.svg\n"
    );
    let drawing = fs::read_to_string(&output).unwrap();
    assert_eq!(drawing.matches("<circle").count(), 9, "{drawing}");
    assert_eq!(drawing.matches("<rect").count(), 4, "{drawing}");
    // Nothing that the vandal tried worked, and what it wrote is text.
    assert!(drawing.contains("&lt;script&gt;vandalised&lt;/script&gt; []</text>"), "{drawing}");
    assert!(!drawing.contains("<script"), "{drawing}");
}

#[test]
fn connections_are_granted_by_name() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().flatten().for_each(serve));
    let program = format!(
        "import urllib.request\ntry:\n    print(urllib.request.urlopen('http://127.0.0.1:{port}/charts/data.csv')\
         .read().decode())\nexcept OSError as error:\n    print(error)"
    );
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_padcell"));
        let output = command.arg("run").args(words).args(["-c", &program]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for refused in [&[][..], &["--connect", "localhost"], &["--connect", "127.0.0.1:1"]] {
        assert!(run(refused).contains("Permission denied"), "{refused:?}");
    }
    for granted in ["127.0.0.1".to_owned(), format!("127.0.0.1:{port}")] {
        assert!(run(&["--connect", &granted]).starts_with("spring,30"), "{granted}");
    }
}

/// Answers one request with a file of the applets' site.
fn serve(mut stream: TcpStream) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    for line in lines {
        if line.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let found = (!path.contains("..")).then(|| fs::read(examples().join("applets/site").join(&path)).ok());
    let (status, body) = match found.flatten() {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Vec::new()),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _closed = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
