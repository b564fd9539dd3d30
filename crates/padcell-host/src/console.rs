//! The standard streams, the real ones and captured ones.

use std::io::{self, IsTerminal, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use padcell_policy::{Console, Interrupt, OsError, Stdio, Stream, errno};

use crate::mounts::os_error;

/// How often a cell that waits for input looks whether it was interrupted.
const LOOK: Duration = Duration::from_millis(10);

/// The most that is read from standard input at once.
const CHUNK: usize = 64 * 1024;

/// The program's own standard streams.
pub struct SystemConsole {
    stdio: Stdio,
    input: Arc<Mutex<Input>>,
}

impl SystemConsole {
    pub fn new(stdio: Stdio) -> Self {
        Self { stdio, input: Arc::default() }
    }
}

impl Console for SystemConsole {
    fn read_stdin(&mut self, buffer: &mut [u8], interrupt: &Interrupt) -> Result<usize, OsError> {
        if !self.stdio.stdin {
            return Err(OsError::bad_file());
        }
        self.input.lock().unwrap_or_else(PoisonError::into_inner).read(buffer, interrupt)
    }

    fn write_stdout(&mut self, data: &[u8]) -> Result<(), OsError> {
        if !self.stdio.stdout {
            return Err(OsError::bad_file());
        }
        io::stdout().write_all(data).map_err(os_error)
    }

    fn write_stderr(&mut self, data: &[u8]) -> Result<(), OsError> {
        if !self.stdio.stderr {
            return Err(OsError::bad_file());
        }
        io::stderr().write_all(data).map_err(os_error)
    }

    fn flush(&mut self) -> Result<(), OsError> {
        io::stdout().flush().map_err(os_error)
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Stdin => self.stdio.stdin && io::stdin().is_terminal(),
            Stream::Stdout => self.stdio.stdout && io::stdout().is_terminal(),
            Stream::Stderr => self.stdio.stderr && io::stderr().is_terminal(),
        }
    }

    fn stdio(&self) -> Stdio {
        self.stdio
    }

    fn attenuate(&self, stdio: Stdio) -> Option<Box<dyn Console>> {
        let both = self.stdio.meet(stdio);
        if both == Stdio::NONE {
            None
        } else {
            Some(Box::new(Self { stdio: both, input: self.input.clone() }))
        }
    }
}

/// Standard input, read by a thread, because a read that waits for a person cannot be interrupted otherwise. The
/// thread reads only when it is asked to, so that what nobody asked for stays unread.
#[derive(Default)]
struct Input {
    reader: Option<Reader>,
    /// A question that is not answered yet: its asker was interrupted.
    asked: bool,
    /// Bytes that were read and not taken.
    left: Vec<u8>,
}

struct Reader {
    questions: SyncSender<usize>,
    answers: Receiver<io::Result<Vec<u8>>>,
}

impl Input {
    fn read(&mut self, buffer: &mut [u8], interrupt: &Interrupt) -> Result<usize, OsError> {
        if self.left.is_empty() && !buffer.is_empty() {
            self.left = self.ask(buffer.len().min(CHUNK), interrupt)?;
        }
        let len = buffer.len().min(self.left.len());
        for (to, from) in buffer.iter_mut().zip(self.left.drain(..len)) {
            *to = from;
        }
        Ok(len)
    }

    fn ask(&mut self, len: usize, interrupt: &Interrupt) -> Result<Vec<u8>, OsError> {
        if self.reader.is_none() {
            self.reader = Some(Reader::start().map_err(os_error)?);
        }
        let gone = || OsError::new(errno::EIO);
        let reader = self.reader.as_ref().ok_or_else(gone)?;
        if !self.asked {
            reader.questions.send(len).map_err(|_| gone())?;
            self.asked = true;
        }
        loop {
            match reader.answers.recv_timeout(LOOK) {
                Ok(answer) => {
                    self.asked = false;
                    return answer.map_err(os_error);
                }
                Err(RecvTimeoutError::Timeout) if interrupt.any() => return Err(OsError::new(errno::EINTR)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
    }
}

impl Reader {
    fn start() -> io::Result<Self> {
        let (questions, asked) = sync_channel::<usize>(1);
        let (answer, answers) = sync_channel(1);
        let answer_all = move || {
            for len in asked {
                let mut bytes = vec![0; len];
                let read = io::stdin().read(&mut bytes).map(|len| {
                    bytes.truncate(len);
                    bytes
                });
                if answer.send(read).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("padcell-stdin".to_owned()).spawn(answer_all)?;
        Ok(Self { questions, answers })
    }
}

/// What a cell wrote to its streams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// Streams in memory: what is read was given beforehand, and what is written is kept.
#[derive(Clone, Debug)]
pub struct CapturedConsole {
    stdio: Stdio,
    shared: Arc<Mutex<Captured>>,
}

#[derive(Debug, Default)]
struct Captured {
    input: Vec<u8>,
    taken: usize,
    output: Output,
}

impl CapturedConsole {
    /// A console with all streams whose standard input is `input`.
    pub fn new(input: Vec<u8>) -> Self {
        let captured = Captured { input, ..Captured::default() };
        Self { stdio: Stdio::ALL, shared: Arc::new(Mutex::new(captured)) }
    }

    /// What was written since this was asked last.
    pub fn take_output(&self) -> Output {
        self.with(|captured| std::mem::take(&mut captured.output))
    }

    fn with<T>(&self, change: impl FnOnce(&mut Captured) -> T) -> T {
        change(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Console for CapturedConsole {
    fn read_stdin(&mut self, buffer: &mut [u8], _interrupt: &Interrupt) -> Result<usize, OsError> {
        self.with(|captured| {
            let mut left = captured.input.get(captured.taken..).unwrap_or_default();
            let len = left.read(buffer).map_err(os_error)?;
            captured.taken += len;
            Ok(len)
        })
    }

    fn write_stdout(&mut self, data: &[u8]) -> Result<(), OsError> {
        self.with(|captured| captured.output.stdout.extend_from_slice(data));
        Ok(())
    }

    fn write_stderr(&mut self, data: &[u8]) -> Result<(), OsError> {
        self.with(|captured| captured.output.stderr.extend_from_slice(data));
        Ok(())
    }

    fn flush(&mut self) -> Result<(), OsError> {
        Ok(())
    }

    fn is_terminal(&self, _stream: Stream) -> bool {
        false
    }

    fn stdio(&self) -> Stdio {
        self.stdio
    }

    fn attenuate(&self, stdio: Stdio) -> Option<Box<dyn Console>> {
        let both = self.stdio.meet(stdio);
        if both == Stdio::NONE {
            None
        } else {
            Some(Box::new(Self { stdio: both, shared: self.shared.clone() }))
        }
    }
}
