//! Every module of the bundled library compiles, at every level of optimisation, to code that the verifier accepts.

use padcell_bytecode::verify;
use padcell_compiler::{Options, compile_source};
use padcell_syntax::Limits;

#[test]
fn all_modules() {
    let mut n_modules = 0;
    for name in padcell_stdlib::names() {
        let Some(module) = padcell_stdlib::find(name) else { continue };
        for optimize in 0..=2 {
            let mut options = Options::new(&module.path);
            options.optimize = optimize;
            let code = compile_source(&module.source, &options, &Limits::default());
            let code = code.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            verify(&code).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        }
        n_modules += 1;
    }
    assert!(n_modules > 300, "only {n_modules} modules were found");
}
