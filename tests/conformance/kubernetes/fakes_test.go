package kubernetes

import (
	"context"
	"errors"
	"time"

	apps "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	clientset "k8s.io/client-go/kubernetes"
	appsclient "k8s.io/client-go/kubernetes/typed/apps/v1"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	scaleclient "k8s.io/client-go/scale"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

// world is what the controllers see: one scale target, its HPA's last status, and the metrics of this sync.
type world struct {
	scale    autoscalingv1.Scale
	status   autoscalingv2.HorizontalPodAutoscalerStatus
	readings map[string]reading
}

// reading is one metric's answer; the key is the metric's name.
type reading struct {
	available bool
	pods      metricsclient.PodMetricsInfo
	values    []int64
}

type scales struct {
	scaleclient.ScaleInterface
	w *world
}

func (s scales) Scales(string) scaleclient.ScaleInterface { return s }
func (s scales) Get(context.Context, schema.GroupResource, string, metav1.GetOptions) (*autoscalingv1.Scale, error) {
	return s.w.scale.DeepCopy(), nil
}
func (s scales) Update(_ context.Context, _ schema.GroupResource, scale *autoscalingv1.Scale, _ metav1.UpdateOptions) (*autoscalingv1.Scale, error) {
	s.w.scale.Spec.Replicas = scale.Spec.Replicas
	return scale, nil
}

type hpas struct {
	autoscalingclient.HorizontalPodAutoscalerInterface
	w *world
}

func (h hpas) HorizontalPodAutoscalers(string) autoscalingclient.HorizontalPodAutoscalerInterface {
	return h
}
func (h hpas) UpdateStatus(_ context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler, _ metav1.UpdateOptions) (*autoscalingv2.HorizontalPodAutoscaler, error) {
	h.w.status = *hpa.Status.DeepCopy()
	return hpa, nil
}

type mapper struct{ apimeta.RESTMapper }

func (mapper) RESTMappings(schema.GroupKind, ...string) ([]*apimeta.RESTMapping, error) {
	return []*apimeta.RESTMapping{{Resource: schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"}}}, nil
}

type metrics struct{ w *world }

func (m metrics) podMetrics(name string) (metricsclient.PodMetricsInfo, time.Time, error) {
	r := m.w.readings[name]
	if !r.available || len(r.pods) == 0 {
		return nil, time.Time{}, errors.New("no metrics")
	}
	copied := metricsclient.PodMetricsInfo{}
	for pod, metric := range r.pods {
		copied[pod] = metric
	}
	return copied, time.Now(), nil
}
func (m metrics) GetResourceMetric(_ context.Context, resource v1.ResourceName, _ string, _ labels.Selector, _ string) (metricsclient.PodMetricsInfo, time.Time, error) {
	return m.podMetrics(string(resource))
}
func (m metrics) GetRawMetric(name string, _ string, _ labels.Selector, _ labels.Selector) (metricsclient.PodMetricsInfo, time.Time, error) {
	return m.podMetrics(name)
}
func (m metrics) GetObjectMetric(name string, _ string, _ *autoscalingv2.CrossVersionObjectReference, _ labels.Selector) (int64, time.Time, error) {
	r := m.w.readings[name]
	if !r.available {
		return 0, time.Time{}, errors.New("no metric")
	}
	return r.values[0], time.Now(), nil
}
func (m metrics) GetExternalMetric(name string, _ string, _ labels.Selector) ([]int64, time.Time, error) {
	r := m.w.readings[name]
	if !r.available {
		return nil, time.Time{}, errors.New("no metric")
	}
	return r.values, time.Now(), nil
}

// replicaSets records what ReplicaSets are scaled to.
type replicaSets struct {
	clientset.Interface
	scaled map[string]int32
}

func (r replicaSets) AppsV1() appsclient.AppsV1Interface { return replicaSetsGetter{r: r} }
func (r replicaSets) updated(rs *apps.ReplicaSet) (*apps.ReplicaSet, error) {
	r.scaled[rs.Name] = *rs.Spec.Replicas
	return rs, nil
}

type replicaSetsGetter struct {
	appsclient.AppsV1Interface
	r replicaSets
}

func (g replicaSetsGetter) ReplicaSets(string) appsclient.ReplicaSetInterface {
	return replicaSetUpdater{r: g.r}
}

type replicaSetUpdater struct {
	appsclient.ReplicaSetInterface
	r replicaSets
}

func (u replicaSetUpdater) Update(_ context.Context, rs *apps.ReplicaSet, _ metav1.UpdateOptions) (*apps.ReplicaSet, error) {
	return u.r.updated(rs)
}
