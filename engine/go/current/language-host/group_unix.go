//go:build unix

package main

import "syscall"

// endGroup ends the processes that this one started: the CLI gives each plugin a process group of its own.
func endGroup() {
	if syscall.Getpgrp() == syscall.Getpid() {
		_ = syscall.Kill(0, syscall.SIGKILL)
	}
}
