package kubernetes

import (
	"bufio"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	defaults "k8s.io/kubernetes/pkg/apis/autoscaling/v2"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

// Lines of hpa.csv, times in milliseconds:
// H,min,max,metrics,up,down: an HPA. metrics: type/target type/target in thousandths (percent), joined by ';'. up, down:
// "-" without behavior, else window s (empty: none given)/select/tolerance in 1/1000/policies type:value:period.
// S,time since the HPA's first sync,spec,status,pods,readings,replicas after,condition reasons: a sync.
// pods: phase, ready condition, deleted/age since start/age of the transition/request. readings, by metric joined by ';':
// "!" failed, else values joined by '|', for pods value/age/window or nothing.
type hpaTrace struct {
	out     *bufio.Writer
	r       *rand.Rand
	w       *world
	hpa     *autoscalingv2.HorizontalPodAutoscaler
	pods    cache.Indexer
	control *podautoscaler.HorizontalController
	start   time.Time
}

var selector = map[string]string{"app": "a"}

func writeHpa(t *testing.T, out *bufio.Writer) {
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewSource(20260104))
		for i := 0; i < 110; i++ {
			trace := &hpaTrace{out: out, r: r, w: &world{}}
			trace.begin()
			for s := 0; s < 18; s++ {
				trace.sync()
				steps := []time.Duration{15 * time.Second, 15 * time.Second, 15 * time.Second, 15 * time.Second, 5 * time.Second, 60 * time.Second, 15300 * time.Millisecond, 285 * time.Second}
				time.Sleep(steps[r.Intn(len(steps))])
			}
		}
	})
}

func (h *hpaTrace) begin() {
	h.w.scale.Status.Selector = "app=a"
	h.w.scale.Spec.Replicas = int32(1 + h.r.Intn(7))
	minimum := int32(1 + h.r.Intn(3))
	if h.r.Intn(8) == 0 {
		minimum = 0
	}
	h.hpa = &autoscalingv2.HorizontalPodAutoscaler{ObjectMeta: metav1.ObjectMeta{Name: "h", Namespace: "n"}}
	h.hpa.Spec.ScaleTargetRef = autoscalingv2.CrossVersionObjectReference{Kind: "Deployment", Name: "d", APIVersion: "apps/v1"}
	h.hpa.Spec.MinReplicas = &minimum
	h.hpa.Spec.MaxReplicas = minimum + 1 + int32(h.r.Intn(30))
	metricTexts := []string{}
	for i := 0; i <= h.r.Intn(3); i++ {
		metricTexts = append(metricTexts, h.addMetric(i))
	}
	up, down := "-", "-"
	if h.r.Intn(3) > 0 {
		h.hpa.Spec.Behavior = &autoscalingv2.HorizontalPodAutoscalerBehavior{}
		h.hpa.Spec.Behavior.ScaleUp, up = h.rules()
		h.hpa.Spec.Behavior.ScaleDown, down = h.rules()
		h.hpa.Spec.Behavior.ScaleUp = defaults.GenerateHPAScaleUpRules(h.hpa.Spec.Behavior.ScaleUp)
		h.hpa.Spec.Behavior.ScaleDown = defaults.GenerateHPAScaleDownRules(h.hpa.Spec.Behavior.ScaleDown)
	}
	h.pods = cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	h.control = podautoscaler.NewTraced(scales{w: h.w}, hpas{w: h.w}, mapper{}, metrics{h.w}, corelisters.NewPodLister(h.pods))
	h.start = time.Now()
	fmt.Fprintf(h.out, "H,%d,%d,%s,%s,%s\n", minimum, h.hpa.Spec.MaxReplicas, strings.Join(metricTexts, ";"), up, down)
}

func (h *hpaTrace) addMetric(i int) string {
	name := []string{"cpu", "memory", "m0", "m1", "m2"}[h.r.Intn(2)]
	milli := int64(50 + h.r.Intn(3000))
	percent := int32(20 + h.r.Intn(120))
	average := autoscalingv2.MetricTarget{Type: autoscalingv2.AverageValueMetricType, AverageValue: resource.NewMilliQuantity(milli, resource.DecimalSI)}
	value := autoscalingv2.MetricTarget{Type: autoscalingv2.ValueMetricType, Value: resource.NewMilliQuantity(milli*4, resource.DecimalSI)}
	use := autoscalingv2.MetricTarget{Type: autoscalingv2.UtilizationMetricType, AverageUtilization: &percent}
	id := autoscalingv2.MetricIdentifier{Name: fmt.Sprintf("m%d", i)}
	spec := autoscalingv2.MetricSpec{}
	text := ""
	switch h.r.Intn(8) {
	case 0, 1, 2:
		spec.Type = autoscalingv2.ResourceMetricSourceType
		spec.Resource = &autoscalingv2.ResourceMetricSource{Name: v1.ResourceName(name), Target: use}
		text = fmt.Sprintf("R%s/U/%d", name, percent)
	case 3:
		spec.Type = autoscalingv2.ResourceMetricSourceType
		spec.Resource = &autoscalingv2.ResourceMetricSource{Name: v1.ResourceName(name), Target: average}
		text = fmt.Sprintf("R%s/A/%d", name, milli)
	case 4:
		spec.Type = autoscalingv2.PodsMetricSourceType
		spec.Pods = &autoscalingv2.PodsMetricSource{Metric: id, Target: average}
		text = fmt.Sprintf("P%s/A/%d", id.Name, milli)
	case 5:
		spec.Type = autoscalingv2.ObjectMetricSourceType
		target, kind, shown := value, "V", milli*4
		if h.r.Intn(2) == 0 {
			target, kind, shown = average, "A", milli
		}
		spec.Object = &autoscalingv2.ObjectMetricSource{Metric: id, Target: target}
		text = fmt.Sprintf("O%s/%s/%d", id.Name, kind, shown)
	default:
		spec.Type = autoscalingv2.ExternalMetricSourceType
		target, kind, shown := value, "V", milli*4
		if h.r.Intn(3) > 0 {
			target, kind, shown = average, "A", milli
		}
		spec.External = &autoscalingv2.ExternalMetricSource{Metric: id, Target: target}
		text = fmt.Sprintf("E%s/%s/%d", id.Name, kind, shown)
	}
	h.hpa.Spec.Metrics = append(h.hpa.Spec.Metrics, spec)
	return text
}

func (h *hpaTrace) rules() (*autoscalingv2.HPAScalingRules, string) {
	rules := &autoscalingv2.HPAScalingRules{}
	window, selected, tolerance := "", "", ""
	if h.r.Intn(2) == 0 {
		seconds := []int32{0, 15, 30, 60, 300, 400}[h.r.Intn(6)]
		rules.StabilizationWindowSeconds = &seconds
		window = fmt.Sprint(seconds)
	}
	if h.r.Intn(2) == 0 {
		policy := []autoscalingv2.ScalingPolicySelect{autoscalingv2.MaxChangePolicySelect, autoscalingv2.MinChangePolicySelect, autoscalingv2.DisabledPolicySelect}[h.r.Intn(8)%3]
		rules.SelectPolicy = &policy
		selected = string(policy)
	}
	if h.r.Intn(4) == 0 {
		thousandths := int64(h.r.Intn(300))
		rules.Tolerance = resource.NewMilliQuantity(thousandths, resource.DecimalSI)
		tolerance = fmt.Sprint(thousandths)
	}
	policies := []string{}
	if h.r.Intn(2) == 0 {
		for i := 0; i <= h.r.Intn(3); i++ {
			policy := autoscalingv2.HPAScalingPolicy{Type: autoscalingv2.PodsScalingPolicy, Value: int32(1 + h.r.Intn(6)), PeriodSeconds: []int32{15, 30, 60, 90, 300}[h.r.Intn(5)]}
			if h.r.Intn(2) == 0 {
				policy.Type = autoscalingv2.PercentScalingPolicy
				policy.Value = int32(1 + h.r.Intn(120))
			}
			rules.Policies = append(rules.Policies, policy)
			policies = append(policies, fmt.Sprintf("%s:%d:%d", policy.Type, policy.Value, policy.PeriodSeconds))
		}
	}
	return rules, window + "/" + selected + "/" + tolerance + "/" + strings.Join(policies, ";")
}

func (h *hpaTrace) sync() {
	spec := &h.w.scale.Spec.Replicas
	if h.r.Intn(20) == 0 {
		*spec = int32(h.r.Intn(40))
	}
	h.w.scale.Status.Replicas = *spec
	if h.r.Intn(4) == 0 {
		h.w.scale.Status.Replicas = int32(h.r.Intn(int(*spec) + 2))
	}
	pods := h.makePods(min(int(h.w.scale.Status.Replicas), 6))
	readings := h.makeReadings()
	line := fmt.Sprintf("S,%d,%d,%d,%s,%s", time.Since(h.start).Milliseconds(), *spec, h.w.scale.Status.Replicas, pods, readings)
	before := *spec
	h.w.status = autoscalingv2.HorizontalPodAutoscalerStatus{}
	err := h.control.Sync(h.hpa.DeepCopy())
	reasons := []string{}
	for _, condition := range h.w.status.Conditions {
		switch {
		case condition.Type == autoscalingv2.ScalingLimited:
			reasons = append(reasons, condition.Reason)
		case condition.Type == autoscalingv2.AbleToScale && *spec == before && condition.Reason != "SucceededGetScale":
			reasons = append(reasons, condition.Reason)
		case condition.Type == autoscalingv2.ScalingActive && condition.Reason == "ScalingDisabled":
			reasons = append(reasons, condition.Reason)
		}
	}
	if err != nil {
		reasons = append(reasons, "error")
	}
	fmt.Fprintf(h.out, "%s,%d,%s\n", line, *spec, strings.Join(reasons, ";"))
}

func (h *hpaTrace) makePods(count int) string {
	for _, old := range h.pods.List() {
		h.pods.Delete(old)
	}
	healthy := h.r.Intn(3) > 0
	now := time.Now()
	texts := []string{}
	for i := 0; i < count; i++ {
		pod := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("p%02d", i), Namespace: "n", Labels: selector}}
		phases := []v1.PodPhase{v1.PodRunning, v1.PodRunning, v1.PodRunning, v1.PodRunning, v1.PodPending, v1.PodFailed, v1.PodSucceeded, v1.PodUnknown}
		pod.Status.Phase = phases[h.r.Intn(len(phases))]
		ready := []v1.ConditionStatus{v1.ConditionTrue, v1.ConditionTrue, v1.ConditionTrue, v1.ConditionFalse, v1.ConditionUnknown, ""}[h.r.Intn(6)]
		deleted := h.r.Intn(15) == 0
		if healthy {
			pod.Status.Phase, ready, deleted = v1.PodRunning, v1.ConditionTrue, false
		}
		age := int64(h.r.Intn(600_000))
		startText := ""
		if healthy || h.r.Intn(12) > 0 {
			started := metav1.NewTime(now.Add(-time.Duration(age) * time.Millisecond))
			pod.Status.StartTime = &started
			startText = fmt.Sprint(age)
		}
		transition := max(0, age-int64(h.r.Intn(60_000)))
		if ready != "" {
			pod.Status.Conditions = []v1.PodCondition{{Type: v1.PodReady, Status: ready, LastTransitionTime: metav1.NewTime(now.Add(-time.Duration(transition) * time.Millisecond))}}
		}
		if deleted {
			stamp := metav1.NewTime(now)
			pod.DeletionTimestamp = &stamp
		}
		request := int64(100 * (1 + h.r.Intn(10)))
		container := v1.Container{Name: "c"}
		requestText := ""
		if h.r.Intn(150) > 0 {
			quantity := *resource.NewMilliQuantity(request, resource.DecimalSI)
			container.Resources.Requests = v1.ResourceList{v1.ResourceCPU: quantity, v1.ResourceMemory: quantity}
			requestText = fmt.Sprint(request)
		}
		pod.Spec.Containers = []v1.Container{container}
		h.pods.Add(pod)
		flags := string(pod.Status.Phase[0:1])
		if pod.Status.Phase == v1.PodSucceeded {
			flags = "S"
		}
		flags += map[v1.ConditionStatus]string{v1.ConditionTrue: "T", v1.ConditionFalse: "F", v1.ConditionUnknown: "U", "": "A"}[ready]
		if deleted {
			flags += "D"
		}
		texts = append(texts, fmt.Sprintf("%s/%s/%d/%s", flags, startText, transition, requestText))
	}
	return strings.Join(texts, ";")
}

func (h *hpaTrace) makeReadings() string {
	h.w.readings = map[string]reading{}
	texts := []string{}
	// A load that moves slowly makes ratios on both sides of 1.
	load := []float64{0.1, 0.6, 0.9, 1, 1, 1.05, 1.3, 2.5}[h.r.Intn(8)]
	for _, metric := range h.hpa.Spec.Metrics {
		texts = append(texts, h.makeReading(metric, load*(0.9+0.2*h.r.Float64())))
	}
	return strings.Join(texts, ";")
}

func (h *hpaTrace) makeReading(metric autoscalingv2.MetricSpec, load float64) string {
	name, perPod, shared := "", int64(0), int64(0)
	switch metric.Type {
	case autoscalingv2.ResourceMetricSourceType:
		name = string(metric.Resource.Name)
		if existing, found := h.w.readings[name]; found {
			return h.podText(existing)
		}
		perPod = 550 * 80 / 100
		if metric.Resource.Target.AverageUtilization != nil {
			perPod = 550 * int64(*metric.Resource.Target.AverageUtilization) / 100
		} else {
			perPod = metric.Resource.Target.AverageValue.MilliValue()
		}
	case autoscalingv2.PodsMetricSourceType:
		name, perPod = metric.Pods.Metric.Name, metric.Pods.Target.AverageValue.MilliValue()
	case autoscalingv2.ObjectMetricSourceType:
		name, shared = metric.Object.Metric.Name, h.targetOf(metric.Object.Target)
	default:
		name, shared = metric.External.Metric.Name, h.targetOf(metric.External.Target)
	}
	r := reading{available: h.r.Intn(15) > 0, pods: metricsclient.PodMetricsInfo{}}
	if perPod == 0 {
		parts := 1
		if metric.Type == autoscalingv2.ExternalMetricSourceType {
			parts = 1 + h.r.Intn(3)
		}
		texts := []string{}
		for i := 0; i < parts; i++ {
			value := int64(load * float64(shared) / float64(parts))
			r.values = append(r.values, value)
			texts = append(texts, fmt.Sprint(value))
		}
		h.w.readings[name] = r
		if !r.available {
			return "!"
		}
		return strings.Join(texts, "|")
	}
	complete := h.r.Intn(2) > 0
	for _, pod := range h.sortedPods() {
		if !complete && h.r.Intn(6) == 0 {
			continue
		}
		r.pods[pod] = metricsclient.PodMetric{
			Timestamp: time.Now().Add(-time.Duration(h.r.Intn(60_000)) * time.Millisecond),
			Window:    time.Duration(10+h.r.Intn(30)) * time.Second,
			Value:     int64(load * (0.8 + 0.4*h.r.Float64()) * float64(perPod)),
		}
	}
	h.w.readings[name] = r
	return h.podText(r)
}

func (h *hpaTrace) targetOf(target autoscalingv2.MetricTarget) int64 {
	if target.AverageValue != nil {
		return target.AverageValue.MilliValue() * int64(max(1, h.w.scale.Status.Replicas))
	}
	return target.Value.MilliValue()
}

func (h *hpaTrace) sortedPods() []string {
	names := []string{}
	list, _ := corelisters.NewPodLister(h.pods).Pods("n").List(labels.Everything())
	for i := range list {
		names = append(names, fmt.Sprintf("p%02d", i))
	}
	return names
}

func (h *hpaTrace) podText(r reading) string {
	if !r.available {
		return "!"
	}
	texts := []string{}
	for _, name := range h.sortedPods() {
		metric, found := r.pods[name]
		if !found {
			texts = append(texts, "")
			continue
		}
		texts = append(texts, fmt.Sprintf("%d/%d/%d", metric.Value, time.Since(metric.Timestamp).Milliseconds(), metric.Window.Milliseconds()))
	}
	return strings.Join(texts, "|")
}
