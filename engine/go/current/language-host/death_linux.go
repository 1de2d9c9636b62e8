package main

import (
	"os/exec"
	"runtime"
	"syscall"
)

// The kernel sends the signal when the thread that started the child ends. The main goroutine starts it, so it keeps
// the main thread.
func init() { runtime.LockOSThread() }

// diesWithUs makes the kernel kill the child when this process ends, however it ends.
func diesWithUs(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
