// Package kubernetes drives the real Kubernetes code and writes the traces that the conformance tests replay.
package kubernetes

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	apps "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/util/flowcontrol"
	"k8s.io/kubernetes/pkg/controller/deployment"
	"k8s.io/kubernetes/pkg/kubelet/cm"
)

// TestGenerate writes the files into the folder that HEADROOM_TRACES names.
func TestGenerate(t *testing.T) {
	folder := os.Getenv("HEADROOM_TRACES")
	if folder == "" {
		t.Fatal("HEADROOM_TRACES is not set")
	}
	for name, write := range map[string]func(*testing.T, *bufio.Writer){
		"hpa.csv": writeHpa, "crash_loop_back_off.csv": writeBackOff, "rolling_update.csv": writeRolling, "cfs.csv": writeCfs, "probe.csv": writeProbe} {
		file, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		out := bufio.NewWriter(file)
		fmt.Fprintf(out, "# made by tests/conformance/kubernetes/generate.sh with k8s.io/kubernetes %s\n", os.Getenv("KUBERNETES_VERSION"))
		write(t, out)
		out.Flush()
		file.Close()
	}
}

// Lines: C starts a container's life; nanoseconds since the line before,exit's age in nanoseconds,blocked,back-off after.
func writeBackOff(t *testing.T, out *bufio.Writer) {
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewSource(20260105))
		for life := 0; life < 25; life++ {
			back := flowcontrol.NewBackOff(10*time.Second, 300*time.Second)
			back.HasExpiredFunc = func(event time.Time, last time.Time, _ time.Duration) bool { return event.Sub(last) > 600*time.Second }
			fmt.Fprintln(out, "C")
			finished := time.Now()
			for step := 0; step < 40; step++ {
				waits := []time.Duration{0, time.Second, 10 * time.Second, time.Duration(r.Int63n(int64(40 * time.Second))), time.Duration(r.Int63n(int64(400 * time.Second))), 600 * time.Second, 601 * time.Second}
				wait := waits[r.Intn(len(waits))]
				time.Sleep(wait)
				blocked := 1
				age := time.Since(finished)
				if !back.IsInBackOffSince("k", finished) {
					back.Next("k", finished)
					blocked = 0
				}
				fmt.Fprintf(out, "%d,%d,%d,%d\n", wait, age, blocked, back.Get("k"))
				if blocked == 0 {
					ran := time.Duration(r.Int63n(int64(20 * time.Second)))
					if r.Intn(6) == 0 {
						ran = []time.Duration{600 * time.Second, 600*time.Second + 1, 599 * time.Second}[r.Intn(3)]
					}
					time.Sleep(ran)
					fmt.Fprintf(out, "x,%d\n", ran)
					finished = time.Now()
				}
			}
		}
	})
}

// Lines: replicas,surge,unavailable,new replicas/available,old replicas/available joined by ';',new after,old after.
func writeRolling(t *testing.T, out *bufio.Writer) {
	r := rand.New(rand.NewSource(20260106))
	limit := func() intstr.IntOrString {
		if r.Intn(2) == 0 {
			return intstr.FromInt32(int32(r.Intn(5)))
		}
		return intstr.FromString(fmt.Sprintf("%d%%", r.Intn(110)))
	}
	for i := 0; i < 1500; i++ {
		replicas := int32(r.Intn(15))
		surge, unavailable := limit(), limit()
		d := &apps.Deployment{}
		d.Spec.Replicas = &replicas
		d.Spec.Strategy = apps.DeploymentStrategy{Type: apps.RollingUpdateDeploymentStrategyType, RollingUpdate: &apps.RollingUpdateDeployment{MaxSurge: &surge, MaxUnavailable: &unavailable}}
		client := replicaSets{scaled: map[string]int32{}}
		set := func(name string, most int, age int) *apps.ReplicaSet {
			count := int32(r.Intn(most + 1))
			rs := &apps.ReplicaSet{ObjectMeta: metav1.ObjectMeta{Name: name, CreationTimestamp: metav1.NewTime(time.Unix(int64(1000-age), 0))}}
			rs.Spec.Replicas = &count
			rs.Status.AvailableReplicas = int32(r.Intn(int(count) + 1))
			if r.Intn(3) == 0 {
				rs.Status.AvailableReplicas = count
			}
			if r.Intn(30) == 0 {
				rs.Status.AvailableReplicas++
			}
			client.scaled[name] = count
			return rs
		}
		newSet := set("new", int(replicas)+r.Intn(2), 0)
		olds, oldTexts, names := []*apps.ReplicaSet{}, []string{}, []string{}
		for o := 0; o < r.Intn(4); o++ {
			name := fmt.Sprintf("old%d", o)
			old := set(name, 8, 100-o)
			olds = append(olds, old)
			names = append(names, name)
			oldTexts = append(oldTexts, fmt.Sprintf("%d/%d", *old.Spec.Replicas, old.Status.AvailableReplicas))
		}
		newText := fmt.Sprintf("%d/%d", *newSet.Spec.Replicas, newSet.Status.AvailableReplicas)
		if _, err := deployment.Roll(client, d, newSet, olds); err != nil {
			t.Fatal(err)
		}
		after := []string{}
		for _, name := range names {
			after = append(after, fmt.Sprint(client.scaled[name]))
		}
		fmt.Fprintf(out, "%d,%s,%s,%s,%s,%d,%s\n", replicas, surge.String(), unavailable.String(), newText, strings.Join(oldTexts, ";"), client.scaled["new"], strings.Join(after, ";"))
	}
}

// Lines: milli-cpu,quota in microseconds of a 100 ms period,shares.
func writeCfs(_ *testing.T, out *bufio.Writer) {
	r := rand.New(rand.NewSource(20260107))
	for i := 0; i < 300; i++ {
		milli := int64(i)
		if i > 60 {
			milli = r.Int63n(400_000)
		}
		fmt.Fprintf(out, "%d,%d,%d\n", milli, cm.MilliCPUToQuota(milli, 100_000), cm.MilliCPUToShares(milli))
	}
}
