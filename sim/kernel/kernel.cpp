#include "sim/kernel/kernel.h"
