//! One test binary, a module per room: it links the dependencies once.

mod architecture;
mod diary;
