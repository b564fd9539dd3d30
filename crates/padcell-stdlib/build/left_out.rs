//! The modules of `Lib` that a cell does without.

/// A module and everything below it. Some are development tools or data for them; the others can never work where
/// there are no sockets, no processes, no shared libraries and no terminal.
const LEFT_OUT: &[&str] = &[
    // Tests, programs and graphical toolkits.
    "test",
    "idlelib",
    "tkinter",
    "turtle",
    "turtledemo",
    "antigravity",
    // Installing, and finding out about the installation.
    "ensurepip",
    "venv",
    "zipapp",
    "pydoc_data",
    "_aix_support",
    "_android_support",
    "_apple_support",
    "_ios_support",
    "_osx_support",
    // Shared libraries.
    "ctypes",
    "sqlite3",
    "dbm",
    "encodings.mbcs",
    "encodings.oem",
    "encodings._win_cp_codecs",
    // Terminals and line editing.
    "_pyrepl",
    "pty",
    "tty",
    "rlcompleter",
    // Processes.
    "multiprocessing",
    "subprocess",
    "concurrent.futures.process",
    "webbrowser",
    // Sockets.
    "socket",
    "socketserver",
    "ssl",
    "ftplib",
    "imaplib",
    "poplib",
    "smtplib",
    "http.server",
    "wsgiref",
    "xmlrpc",
];

pub(crate) fn is_left_out(module: &str) -> bool {
    LEFT_OUT.iter().any(|left_out| {
        module.strip_prefix(left_out).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
