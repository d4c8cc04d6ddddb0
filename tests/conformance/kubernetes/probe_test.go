package kubernetes

import (
	"bufio"
	"fmt"
	"math/rand"
	"testing"
	"testing/synctest"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubernetes/pkg/kubelet/prober"
)

// Lines: C,kind,success threshold,failure threshold,initial delay s: a worker. Then a tick each:
// container id (empty: none),running,will restart,age of its start in ms,started,pod being deleted,how a probe would end,
// action (k skip, p probe, x stop),stored result (-1 unknown, 0 success, 1 failure; empty before the first container).
func writeProbe(t *testing.T, out *bufio.Writer) {
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewSource(20260108))
		for i := 0; i < 90; i++ {
			probeWorker(out, r)
		}
	})
}

func probeWorker(out *bufio.Writer, r *rand.Rand) {
	kind := []string{"R", "L", "S"}[r.Intn(3)]
	spec := &v1.Probe{SuccessThreshold: 1, FailureThreshold: int32(1 + r.Intn(4)), PeriodSeconds: 10, TimeoutSeconds: 1}
	spec.Exec = &v1.ExecAction{Command: []string{"true"}}
	if kind == "R" {
		spec.SuccessThreshold = int32(1 + r.Intn(3))
	}
	if r.Intn(2) == 0 {
		spec.InitialDelaySeconds = int32(r.Intn(30))
	}
	container := v1.Container{Name: "c", ReadinessProbe: spec, LivenessProbe: spec, StartupProbe: spec}
	pod := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", UID: "u"}}
	pod.Spec.Containers = []v1.Container{container}
	worker := prober.NewTraced(kind, pod)
	fmt.Fprintf(out, "C,%s,%d,%d,%d\n", kind, spec.SuccessThreshold, spec.FailureThreshold, spec.InitialDelaySeconds)
	id, exists, running, started, startedAt := 1, r.Intn(3) > 0, true, kind == "R" && r.Intn(2) == 0, time.Now()
	failing := 0.3
	for tick := 0; tick < 25; tick++ {
		switch r.Intn(12) {
		case 0:
			exists = true
		case 1:
			running = false
		case 2:
			id, running, startedAt, started = id+1, true, time.Now(), false
		case 3, 4, 5:
			started = true
		case 6:
			failing = r.Float64()
		}
		if r.Intn(60) == 0 {
			stamp := metav1.Now()
			pod.DeletionTimestamp = &stamp
		}
		restart := r.Intn(20) > 0
		pod.Spec.RestartPolicy = v1.RestartPolicyAlways
		if !restart {
			pod.Spec.RestartPolicy = v1.RestartPolicyNever
		}
		worker.Next = "s"
		if r.Float64() < failing {
			worker.Next = "f"
		} else if r.Intn(10) == 0 {
			worker.Next = "e"
		}
		worker.Status = v1.PodStatus{}
		idText := ""
		if exists {
			idText = fmt.Sprint(id)
			status := v1.ContainerStatus{Name: "c", ContainerID: "x://" + idText, Started: &started}
			if running {
				status.State.Running = &v1.ContainerStateRunning{StartedAt: metav1.NewTime(startedAt)}
			} else {
				status.State.Terminated = &v1.ContainerStateTerminated{ExitCode: 1}
			}
			worker.Status.ContainerStatuses = []v1.ContainerStatus{status}
		}
		goOn := worker.Tick()
		action := "k"
		if worker.Probed {
			action = "p"
		}
		if !goOn {
			action = "x"
		}
		stored := ""
		if exists {
			stored = fmt.Sprint(int(worker.Stored))
		}
		fmt.Fprintf(out, "%s,%d,%d,%d,%d,%d,%s,%s,%s\n", idText, bit(running), bit(restart), time.Since(startedAt).Milliseconds(), bit(started), bit(pod.DeletionTimestamp != nil), worker.Next, action, stored)
		if !goOn {
			return
		}
		time.Sleep([]time.Duration{10 * time.Second, 10 * time.Second, 999 * time.Millisecond, time.Second}[r.Intn(4)])
	}
}

func bit(value bool) int {
	if value {
		return 1
	}
	return 0
}
