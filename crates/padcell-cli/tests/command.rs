//! The command from outside: statuses, streams, limits, mounts, complaints.
#![expect(clippy::disallowed_methods, reason = "tests start the command and make its files")]

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

fn padcell(words: &[&str]) -> Output {
    with_input(words, "")
}

fn start(words: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_padcell"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn with_input(words: &[&str], input: &str) -> Output {
    let mut child = start(words);
    // The child may end without reading all of it.
    let _closed = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    text
}

/// A new directory of this test.
fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _absent = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn code_scripts_and_standard_input() {
    let output = padcell(&["run", "-c", "import sys; print(sys.argv)", "a", "b"]);
    assert_eq!((stdout(&output).as_str(), status(&output)), ("['-c', 'a', 'b']\n", 0));
    let output = with_input(&["run", "-", "x"], "import sys\nprint(sys.argv, 6 * 7)");
    assert_eq!(stdout(&output), "['-', 'x'] 42\n");
    let script = directory("scripts").join("script.py");
    fs::write(&script, "import sys\nprint(sys.argv[1:], input())").unwrap();
    let output = with_input(&["run", script.to_str().unwrap(), "--flag", "-x"], "typed\n");
    assert_eq!(stdout(&output), "['--flag', '-x'] typed\n");
}

#[test]
fn exit_statuses() {
    for (code, expected) in [
        ("", 0),
        ("import sys; sys.exit(7)", 7),
        ("raise SystemExit", 0),
        ("raise SystemExit('no')", 1),
        ("1/0", 1),
    ] {
        assert_eq!(status(&padcell(&["run", "-c", code])), expected, "{code}");
    }
    assert_eq!(stderr(&padcell(&["run", "-c", "raise SystemExit('no')"])), "no\n");
    let output = padcell(&["run", "-c", "def f():\n    return 1 / 0\nf()"]);
    let text = stderr(&output);
    assert!(
        text.starts_with("Traceback (most recent call last):\n  File \"<string>\", line 3, in <module>\n"),
        "{text}"
    );
    assert!(text.ends_with("\nZeroDivisionError: division by zero\n"), "{text}");
}

#[test]
fn limits_stop_a_program() {
    let loops = "def spin():\n    while True: pass\nprint('started')\nspin()";
    let output = padcell(&["run", "--fuel", "1e6", "-c", loops]);
    assert_eq!((stdout(&output).as_str(), status(&output)), ("started\n", 75));
    let expected = "padcell: fuel limit of 1000000 units reached (--fuel), at <string>, line 2, in spin\n";
    assert_eq!(stderr(&output), expected);
    let output = padcell(&["run", "--timeout", "200ms", "--fuel", "unlimited", "-c", loops]);
    assert_eq!(status(&output), 75);
    assert!(stderr(&output).contains("time limit of 200 ms reached (--timeout)"));
    let output = padcell(&["run", "--max-output", "1KiB", "-c", "while True: print('x' * 100)"]);
    assert_eq!((output.stdout.len(), status(&output)), (1024, 75));
    // One request that is too large is an exception; many small ones end in one or in a stop.
    let output = padcell(&["run", "--memory", "16MiB", "-c", "bytes(10 ** 12)"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).ends_with("MemoryError\n"));
    let output = padcell(&["run", "--memory", "16MiB", "-c", "x = []\nwhile True: x.append(str(len(x)))"]);
    let text = stderr(&output);
    assert!(text.contains("memory limit of 16 MiB reached") || text.contains("MemoryError"), "{text}");
}

#[test]
fn nothing_is_granted_unless_a_flag_says_so() {
    let place = directory("grants");
    fs::write(place.join("data.txt"), "content").unwrap();
    let host = place.to_str().unwrap();
    let read = "print(open('/data/data.txt').read())";
    assert!(stderr(&padcell(&["run", "-c", read])).contains("FileNotFoundError"));
    let mount = format!("{host}:/data");
    assert_eq!(stdout(&padcell(&["run", "--mount", &mount, "-c", read])), "content\n");
    let write = "open('/data/new.txt', 'w').write('x')";
    assert!(stderr(&padcell(&["run", "--mount", &mount, "-c", write])).contains("Read-only file system"));
    let writable = format!("{mount}:rw");
    assert_eq!(status(&padcell(&["run", "--mount", &writable, "-c", write])), 0);
    assert_eq!(fs::read_to_string(place.join("new.txt")).unwrap(), "x");
    let environment = "import os; print(dict(os.environ))";
    assert_eq!(stdout(&padcell(&["run", "-c", environment])), "{}\n");
    assert_eq!(stdout(&padcell(&["run", "--env", "A=1", "-c", environment])), "{'A': '1'}\n");
}

#[test]
fn a_sibling_that_is_not_mounted_gets_a_note() {
    let place = directory("siblings");
    fs::write(place.join("helper.py"), "").unwrap();
    let script = place.join("main.py");
    fs::write(&script, "import helper").unwrap();
    let text = stderr(&padcell(&["run", script.to_str().unwrap()]));
    assert!(text.contains("ModuleNotFoundError: No module named 'helper'"), "{text}");
    assert!(text.contains("padcell: note: 'helper' is beside the script"), "{text}");
}

#[test]
fn what_cannot_be_used_is_one_line_and_status_2() {
    let place = directory("complaints");
    let bytes = place.join("bytes.py");
    fs::write(&bytes, b"x = '\xff'").unwrap();
    for (words, expected) in [
        (vec!["run", "/no/such/script.py"], "'/no/such/script.py': No such file or directory"),
        (vec!["run", "/"], "'/': Is a directory"),
        (vec!["run", "--memory", "lots", "-c", ""], "--memory: 'lots' is not a size"),
        (vec!["run", "--mount", "here", "-c", ""], "--mount: 'here' is not HOST:CELL"),
        (vec!["run", "--policy", "/no/such.toml", "-c", ""], "'/no/such.toml'"),
        (vec!["run", "--depth", "1e9", "-c", ""], "cannot be enforced"),
    ] {
        let output = padcell(&words);
        let text = stderr(&output);
        assert_eq!((status(&output), text.lines().count()), (2, 1), "{words:?}: {text}");
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(status(&padcell(&["run", "--no-such-flag", "-c", ""])), 2);
    let output = padcell(&["run", bytes.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("SyntaxError"));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut child = start(&["run", "-c", "for i in range(100000): print(i)"]);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_ne!(status(&output), 0);
    assert_eq!(
        stderr(&output),
        "BrokenPipeError: [Errno 32] Broken pipe, at <string>, line 1, in <module>\n"
    );
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_a_program_in_one_line() {
    let mut child = start(&["run", "-c", "print('on', flush=True)\nwhile True: pass"]);
    let mut first = [0; 3];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 130);
    let shown = stderr(&output);
    assert!(
        shown.starts_with("KeyboardInterrupt, at <string>, line ") && shown.lines().count() == 1,
        "{shown}"
    );
    // One that the program raises itself is an exception like others.
    let output = padcell(&["run", "-c", "raise KeyboardInterrupt"]);
    assert!(stderr(&output).starts_with("Traceback"), "{}", stderr(&output));
}

#[test]
fn an_unknown_flag_is_not_taken_for_a_script() {
    let output = padcell(&["run", "--fule", "3", "script.py"]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("'--fule'") && stderr(&output).contains("'--fuel'"),
        "{}",
        stderr(&output)
    );
    let flags = padcell(&["run", "-c", "import sys; print(sys.argv)", "--fule", "-x"]);
    assert_eq!(stdout(&flags), "['-c', '--fule', '-x']\n");
    let file = directory("flags").join("-flags.py");
    fs::write(&file, "import sys\nprint(sys.argv[1:])\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_padcell"))
        .current_dir(file.parent().unwrap())
        .args(["run", "--", "-flags.py", "--its-own", "-c"])
        .output()
        .unwrap();
    assert_eq!(stdout(&output), "['--its-own', '-c']\n", "{}", stderr(&output));
}

#[test]
fn audit_and_statistics() {
    let file = directory("audit").join("audit.jsonl");
    let output = padcell(&["run", "--stats", "--audit", file.to_str().unwrap(), "-c", "open('/x')"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("\nmemory"));
    let audit = fs::read_to_string(file).unwrap();
    assert!(audit.contains("\"operation\":\"open\",\"target\":\"/x\""), "{audit}");
}

#[test]
fn an_interactive_session() {
    let output = with_input(&["repl"], "x = 20\ndef f(n):\n    return n + 1\n\nf(x)\n1/0\n_ * 2\n'a'\n");
    assert_eq!((stdout(&output).as_str(), status(&output)), ("21\n42\n'a'\n", 0));
    assert!(stderr(&output).contains("ZeroDivisionError"));
    assert_eq!(status(&with_input(&["repl"], "raise SystemExit(3)\n1\n")), 3);
}

#[test]
fn the_listing() {
    let file = directory("dis").join("add.py");
    fs::write(&file, "def add(a, b):\n    return a + b\n").unwrap();
    let output = padcell(&["dis", file.to_str().unwrap()]);
    assert!(stdout(&output).contains("Add"), "{}", stdout(&output));
}

#[test]
fn a_module_as_the_supervisor() {
    let script = directory("modules").join("untrusted.py");
    let text = "import sys\nprint(sys.argv[1:], __name__)\ntry:\n    open('x', 'w')\nexcept OSError as error:\n    \
                print(error)\nsys.exit(5)\n";
    fs::write(&script, text).unwrap();
    let script = script.to_str().unwrap();
    let output = padcell(&["supervise", "-m", "rexec", script, "a", "b"]);
    let expected = "['a', 'b'] __main__\ncan't open files for writing in restricted mode\n";
    assert_eq!((stdout(&output).as_str(), status(&output)), (expected, 5));
    let output = with_input(&["supervise", "-m", "rexec", "-"], "print(6 * 7)\nimport socket\n");
    assert_eq!((stdout(&output).as_str(), status(&output)), ("42\n", 1));
    assert!(stderr(&output).ends_with("ModuleNotFoundError: No module named 'socket'\n"));
    let output = padcell(&["supervise", "-m", "rexec", "no_such_script.py"]);
    assert!(stdout(&output).ends_with("can't open file 'no_such_script.py'\n"));
    assert_eq!(status(&output), 1);
    assert_eq!(status(&padcell(&["supervise", "-m", "import os; os"])), 2);
}

#[test]
fn files_have_what_was_written_when_the_program_has_ended() {
    let scene = directory("ends");
    let mount = format!("{}:/:rw", scene.display());
    let read = |name: &str| fs::read_to_string(scene.join(name)).unwrap();
    for (ending, expected) in [("", 0), ("import sys; sys.exit(3)", 3), ("1 / 0", 1)] {
        let code = format!("f = open('/plain', 'w'); f.write('written')\n{ending}");
        assert_eq!(status(&padcell(&["run", "--mount", &mount, "-c", &code])), expected);
        assert_eq!(read("plain"), "written");
        fs::remove_file(scene.join("plain")).unwrap();
    }
    let script = scene.join("supervisor.py");
    let cells = format!(
        "import rexec\n\
         def cell(): return rexec.RExec(mounts=[({:?}, '/', 'rw')])\n\
         def write(name): return f\"f = open('/{{name}}', 'w'); f.write('written')\"\n\
         live, outer, stopped, lost = cell(), cell(), cell(), cell()\n\
         live.r_exec(write('live'))\n\
         outer.r_exec('import rexec; inner = rexec.RExec(mounts=[(\"/\", \"/\", \"rw\")])')\n\
         outer.r_exec(f'inner.r_exec({{write(\"inner\")!r}})')\n\
         stopped.r_exec(write('stopped')); stopped.stop()\n\
         assert open({:?}).read() == 'written'\n\
         lost.r_exec(write('lost')); del lost\n\
         live.r_exec('class Late:\\n  def __del__(self): print(1)\\nlate = Late()')\n",
        scene.to_str().unwrap(),
        scene.join("stopped").to_str().unwrap(),
    );
    fs::write(&script, cells).unwrap();
    let output = padcell(&["supervise", script.to_str().unwrap()]);
    // No code of a cell runs when nobody has entered it.
    assert_eq!((stdout(&output), stderr(&output)), (String::new(), String::new()));
    for name in ["live", "inner", "stopped", "lost"] {
        assert_eq!(read(name), "written", "{name}");
    }
}
